"""Models learnt from people's decisions, and which of them reads comments"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('model_release',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by', sa.String(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.String(), nullable=False, server_default=''),
    sa.CheckConstraint("state IN ('candidate', 'in use', 'refused', 'retired')", name=op.f('ck_model_release_state_is_known')),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_model_release_sha256_is_whole')),
    sa.CheckConstraint("state = 'candidate' OR (decided_by IS NOT NULL AND reason <> '')", name=op.f('ck_model_release_somebody_says_why')),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_model_release'))
    )
    in_use = sa.text("state = 'in use'")
    op.create_index('uq_model_release_in_use', 'model_release', ['state'], unique=True, sqlite_where=in_use, postgresql_where=in_use)


def downgrade() -> None:
    op.drop_table('model_release')
