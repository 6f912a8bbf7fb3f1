"""People join a session from their own phones"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('in_person_session', sa.Column('join_hash', sa.String(), nullable=True))
    op.add_column('in_person_session', sa.Column('join_sealed', sa.String(), nullable=True))
    op.create_index('uq_in_person_session_join_hash', 'in_person_session', ['join_hash'], unique=True)
    op.create_table('joined',
    sa.Column('draft_id', sa.String(), nullable=False),
    sa.Column('session_id', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['draft_id'], ['draft.id'], name=op.f('fk_joined_draft_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['in_person_session.id'], name=op.f('fk_joined_session_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('draft_id', name=op.f('pk_joined'))
    )
    with op.batch_alter_table('joined', schema=None) as batch_op:
        batch_op.create_index(op.f('ix_joined_session_id'), ['session_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('joined', schema=None) as batch_op:
        batch_op.drop_index(op.f('ix_joined_session_id'))

    op.drop_table('joined')
    op.drop_index('uq_in_person_session_join_hash', table_name='in_person_session')
    op.drop_column('in_person_session', 'join_sealed')
    op.drop_column('in_person_session', 'join_hash')
