"""The second level: the strategy's strands in each comment, and phrases that are new under a statement"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

PHRASES_OF = "code IN ('voice', 'healthy', 'safe', 'support', 'adults', 'independent', 'belong', 'other')"


def upgrade() -> None:
    op.create_table('finding_strand',
    sa.Column('comment_id', sa.String(), nullable=False),
    sa.Column('strand', sa.String(), nullable=False),
    sa.Column('evidence', sa.JSON(), nullable=False),
    sa.CheckConstraint('length(strand) > 0', name=op.f('ck_finding_strand_strand_has_an_id')),
    sa.ForeignKeyConstraint(['comment_id'], ['finding.comment_id'], name=op.f('fk_finding_strand_comment_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('comment_id', 'strand', name=op.f('pk_finding_strand'))
    )
    op.create_index('ix_finding_strand_strand', 'finding_strand', ['strand', 'comment_id'], unique=False)

    op.create_table('phrase',
    sa.Column('edition_id', sa.String(), nullable=False),
    sa.Column('is_example', sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('here', sa.Integer(), nullable=False),
    sa.Column('elsewhere', sa.Integer(), nullable=False),
    sa.Column('score', sa.Double(), nullable=False),
    sa.Column('is_new', sa.Boolean(), nullable=False),
    sa.Column('quotes', sa.JSON(), nullable=False),
    sa.Column('basis', sa.String(), nullable=False),
    sa.Column('computed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint(PHRASES_OF, name=op.f('ck_phrase_code_is_known')),
    sa.CheckConstraint('here >= 3', name=op.f('ck_phrase_never_of_one_or_two')),
    sa.CheckConstraint('elsewhere >= 0', name=op.f('ck_phrase_elsewhere_counts')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_phrase_edition_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('edition_id', 'is_example', 'code', 'words', name=op.f('pk_phrase'))
    )


def downgrade() -> None:
    op.drop_table('phrase')
    op.drop_index('ix_finding_strand_strand', 'finding_strand')
    op.drop_table('finding_strand')
