"""Comments brought from elsewhere"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('brought',
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('file_digest', sa.String(), nullable=False),
    sa.Column('columns', sa.JSON(), nullable=False),
    sa.Column('roles', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('of', sa.Integer(), nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state IN ('mapping', 'coming_in', 'done')", name=op.f('ck_brought_state_is_known')),
    sa.CheckConstraint('closes_on >= opens_on', name=op.f('ck_brought_closes_after_it_opens')),
    sa.CheckConstraint('length(file_digest) = 64', name=op.f('ck_brought_file_digest_is_sha256')),
    sa.PrimaryKeyConstraint('slug', name=op.f('pk_brought'))
    )
    with op.batch_alter_table('brought', schema=None) as batch_op:
        batch_op.create_index(op.f('ix_brought_file_digest'), ['file_digest'], unique=False)

    op.create_table('row_kept_out',
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('cells', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['slug'], ['brought.slug'], name=op.f('fk_row_kept_out_slug'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('slug', 'number', name=op.f('pk_row_kept_out'))
    )


def downgrade() -> None:
    op.drop_table('row_kept_out')
    with op.batch_alter_table('brought', schema=None) as batch_op:
        batch_op.drop_index(op.f('ix_brought_file_digest'))

    op.drop_table('brought')
