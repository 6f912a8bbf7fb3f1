"""When an answer was finished by its tablet's clock, and how far that clock was off"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('sealed_item', sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('sealed_item', sa.Column('clock_off_s', sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column('sealed_item', 'clock_off_s')
    op.drop_column('sealed_item', 'finished_at')
