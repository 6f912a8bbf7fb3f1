"""What a safeguarding lead did about a choice that raises a concern"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('choice_seen',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('submission_id', sa.String(), nullable=False),
    sa.Column('done', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("done IN ('passed_on', 'looked_at')", name=op.f('ck_choice_seen_done_is_known')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_choice_seen_submission_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_choice_seen'))
    )
    op.create_index(op.f('ix_choice_seen_submission_id'), 'choice_seen', ['submission_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_choice_seen_submission_id'), table_name='choice_seen')
    op.drop_table('choice_seen')
