"""Decisions of people, and where each comment stands on the review desk"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

DESK = "desk IN ('open', 'decided', 'not_sure', 'safeguarding')"


def upgrade() -> None:
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('desk', sa.String(), nullable=False, server_default='open'))
        batch_op.add_column(sa.Column('certainty', sa.Double(), nullable=False, server_default='0'))
        batch_op.create_check_constraint(op.f('ck_comment_desk_is_known'), DESK)
        batch_op.create_index('ix_comment_least_sure', ['edition_id', 'is_example', 'desk', 'certainty', 'id'], unique=False)
        batch_op.create_index('ix_comment_oldest', ['edition_id', 'is_example', 'desk', 'received_on', 'id'], unique=False)

    op.create_table('decision',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('comment_id', sa.String(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('statements', sa.JSON(), nullable=False),
    sa.Column('stance', sa.String(), nullable=True),
    sa.Column('is_as_suggested', sa.Boolean(), nullable=False),
    sa.Column('may_be_quoted', sa.Boolean(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('is_undo', sa.Boolean(), nullable=False),
    sa.Column('pipeline', sa.String(), nullable=False),
    sa.Column('decided_by', sa.String(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state IN ('open', 'decided', 'not_sure', 'safeguarding')", name=op.f('ck_decision_state_is_known')),
    sa.CheckConstraint("stance IS NULL OR stance IN ('working', 'change', 'mixed', 'neutral')", name=op.f('ck_decision_stance_is_known')),
    sa.CheckConstraint('revision > 0', name=op.f('ck_decision_revision_counts')),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_decision_comment_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
    sa.UniqueConstraint('comment_id', 'revision', name=op.f('uq_decision_comment_id_revision'))
    )


def downgrade() -> None:
    op.drop_table('decision')
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.drop_index('ix_comment_oldest')
        batch_op.drop_index('ix_comment_least_sure')
        batch_op.drop_constraint(op.f('ck_comment_desk_is_known'), type_='check')
        batch_op.drop_column('certainty')
        batch_op.drop_column('desk')
