"""Double coding: samples of comments that people code apart, what they settled, and how right the machine was"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

IS_OPEN = sa.text("state IN ('coding', 'resolving')")


def upgrade() -> None:
    op.create_table('coding_sample',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('edition_id', sa.String(), nullable=False),
    sa.Column('is_example', sa.Boolean(), nullable=False),
    sa.Column('seed', sa.String(), nullable=False),
    sa.Column('n_drawn', sa.Integer(), nullable=False),
    sa.Column('n_of', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('drawn_by', sa.String(), nullable=False),
    sa.Column('drawn_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('agreed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('measured_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'measured') = (measured_at IS NOT NULL)", name=op.f('ck_coding_sample_a_measure_has_a_moment')),
    sa.CheckConstraint("state IN ('coding', 'resolving', 'measured', 'set_aside')", name=op.f('ck_coding_sample_state_is_known')),
    sa.CheckConstraint("state NOT IN ('resolving', 'measured') OR agreed_at IS NOT NULL", name=op.f('ck_coding_sample_agreement_comes_before_discussion')),
    sa.CheckConstraint('n_drawn > 0 AND n_drawn <= n_of', name=op.f('ck_coding_sample_no_more_than_there_are')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_coding_sample_edition_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coding_sample'))
    )
    op.create_index('uq_coding_sample_open', 'coding_sample', ['edition_id', 'is_example'], unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)

    op.create_table('coding_agreement',
    sa.Column('sample_id', sa.String(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('kappa', sa.Double(), nullable=True),
    sa.Column('alpha', sa.Double(), nullable=True),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('n_given', sa.Integer(), nullable=False),
    sa.CheckConstraint("code IN ('voice', 'healthy', 'safe', 'support', 'adults', 'independent', 'belong', 'stance')", name=op.f('ck_coding_agreement_code_is_known')),
    sa.CheckConstraint('(kappa IS NULL) = (alpha IS NULL)', name=op.f('ck_coding_agreement_both_or_neither')),
    sa.CheckConstraint('kappa BETWEEN -1 AND 1 AND alpha BETWEEN -1 AND 1', name=op.f('ck_coding_agreement_figures_are_in_range')),
    sa.CheckConstraint('n_given >= 0 AND n_given <= n', name=op.f('ck_coding_agreement_no_more_than_were_coded')),
    sa.ForeignKeyConstraint(['sample_id'], ['coding_sample.id'], name=op.f('fk_coding_agreement_sample_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sample_id', 'code', name=op.f('pk_coding_agreement'))
    )
    op.create_table('coding_coder',
    sa.Column('sample_id', sa.String(), nullable=False),
    sa.Column('coder', sa.String(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('place BETWEEN 1 AND 3', name=op.f('ck_coding_coder_three_at_most')),
    sa.ForeignKeyConstraint(['sample_id'], ['coding_sample.id'], name=op.f('fk_coding_coder_sample_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sample_id', 'coder', name=op.f('pk_coding_coder')),
    sa.UniqueConstraint('sample_id', 'place', name=op.f('uq_coding_coder_sample_id_place'))
    )
    op.create_table('coding_measure',
    sa.Column('sample_id', sa.String(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('n_grouped', sa.Integer(), nullable=False),
    sa.Column('n_meant', sa.Integer(), nullable=False),
    sa.Column('n_right', sa.Integer(), nullable=False),
    sa.Column('right_low', sa.Double(), nullable=False),
    sa.Column('right_high', sa.Double(), nullable=False),
    sa.Column('found_low', sa.Double(), nullable=False),
    sa.Column('found_high', sa.Double(), nullable=False),
    sa.CheckConstraint("code IN ('voice', 'healthy', 'safe', 'support', 'adults', 'independent', 'belong', 'stance')", name=op.f('ck_coding_measure_code_is_known')),
    sa.CheckConstraint('0 <= found_low AND found_low <= found_high AND found_high <= 1', name=op.f('ck_coding_measure_found_is_a_share')),
    sa.CheckConstraint('0 <= right_low AND right_low <= right_high AND right_high <= 1', name=op.f('ck_coding_measure_right_is_a_share')),
    sa.CheckConstraint('n_right >= 0 AND n_right <= n_grouped AND n_right <= n_meant', name=op.f('ck_coding_measure_no_more_right_than_there_are')),
    sa.ForeignKeyConstraint(['sample_id'], ['coding_sample.id'], name=op.f('fk_coding_measure_sample_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sample_id', 'code', name=op.f('pk_coding_measure'))
    )
    op.create_table('coding_item',
    sa.Column('sample_id', sa.String(), nullable=False),
    sa.Column('comment_id', sa.String(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('statements', sa.JSON(), nullable=False),
    sa.Column('stance', sa.String(), nullable=False),
    sa.Column('pipeline', sa.String(), nullable=False),
    sa.CheckConstraint("stance IN ('working', 'change', 'mixed', 'neutral')", name=op.f('ck_coding_item_stance_is_known')),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_coding_item_comment_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['sample_id'], ['coding_sample.id'], name=op.f('fk_coding_item_sample_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sample_id', 'comment_id', name=op.f('pk_coding_item')),
    sa.UniqueConstraint('sample_id', 'place', name=op.f('uq_coding_item_sample_id_place'))
    )
    op.create_index('ix_coding_item_comment_id', 'coding_item', ['comment_id'], unique=False)

    op.create_table('coding',
    sa.Column('sample_id', sa.String(), nullable=False),
    sa.Column('comment_id', sa.String(), nullable=False),
    sa.Column('coder', sa.String(), nullable=False),
    sa.Column('statements', sa.JSON(), nullable=False),
    sa.Column('stance', sa.String(), nullable=False),
    sa.Column('coded_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("stance IN ('working', 'change', 'mixed', 'neutral')", name=op.f('ck_coding_stance_is_known')),
    sa.ForeignKeyConstraint(['sample_id', 'coder'], ['coding_coder.sample_id', 'coding_coder.coder'], name='fk_coding_coder', ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['sample_id', 'comment_id'], ['coding_item.sample_id', 'coding_item.comment_id'], name='fk_coding_item', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sample_id', 'comment_id', 'coder', name=op.f('pk_coding'))
    )
    op.create_table('coding_resolution',
    sa.Column('sample_id', sa.String(), nullable=False),
    sa.Column('comment_id', sa.String(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('statements', sa.JSON(), nullable=False),
    sa.Column('stance', sa.String(), nullable=False),
    sa.Column('settled_by', sa.String(), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("stance IN ('working', 'change', 'mixed', 'neutral')", name=op.f('ck_coding_resolution_stance_is_known')),
    sa.CheckConstraint('revision > 0', name=op.f('ck_coding_resolution_revision_counts')),
    sa.ForeignKeyConstraint(['sample_id', 'comment_id'], ['coding_item.sample_id', 'coding_item.comment_id'], name='fk_coding_resolution_item', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sample_id', 'comment_id', name=op.f('pk_coding_resolution'))
    )


def downgrade() -> None:
    op.drop_table('coding_resolution')
    op.drop_table('coding')
    op.drop_table('coding_item')
    op.drop_table('coding_measure')
    op.drop_table('coding_coder')
    op.drop_table('coding_agreement')
    op.drop_table('coding_sample')
