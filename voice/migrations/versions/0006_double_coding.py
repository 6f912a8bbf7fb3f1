"""Double coding"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

def upgrade() -> None:

    op.create_table('sample',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('edition_id', sa.String(), nullable=False),
    sa.Column('is_example', sa.Boolean(), nullable=False),
    sa.Column('seed', sa.String(), nullable=False),
    sa.Column('drawn_from', sa.Integer(), nullable=False),
    sa.Column('drawn_by', sa.String(), nullable=False),
    sa.Column('drawn_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('agreement', sa.JSON(none_as_null=True), nullable=True),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_sample_edition_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sample'))
    )
    with op.batch_alter_table('sample', schema=None) as batch_op:
        batch_op.create_index(op.f('ix_sample_edition_id'), ['edition_id'], unique=False)

    op.create_table('sample_coder',
    sa.Column('sample_id', sa.String(), nullable=False),
    sa.Column('coder', sa.String(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['sample_id'], ['sample.id'], name=op.f('fk_sample_coder_sample_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sample_id', 'coder', name=op.f('pk_sample_coder'))
    )
    op.create_table('sample_item',
    sa.Column('sample_id', sa.String(), nullable=False),
    sa.Column('comment_id', sa.String(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('found', sa.JSON(), nullable=False),
    sa.Column('found_stance', sa.String(), nullable=False),
    sa.Column('pipeline', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_sample_item_comment_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['sample_id'], ['sample.id'], name=op.f('fk_sample_item_sample_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sample_id', 'comment_id', name=op.f('pk_sample_item')),
    sa.UniqueConstraint('sample_id', 'place', name=op.f('uq_sample_item_sample_id_place'))
    )
    op.create_table('coding',
    sa.Column('sample_id', sa.String(), nullable=False),
    sa.Column('comment_id', sa.String(), nullable=False),
    sa.Column('coder', sa.String(), nullable=False),
    sa.Column('statements', sa.JSON(), nullable=False),
    sa.Column('stance', sa.String(), nullable=False),
    sa.Column('coded_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("stance IN ('working', 'change', 'mixed', 'neutral')", name=op.f('ck_coding_stance_is_known')),
    sa.ForeignKeyConstraint(['sample_id', 'comment_id'], ['sample_item.sample_id', 'sample_item.comment_id'], name=op.f('fk_coding_sample_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sample_id', 'comment_id', 'coder', name=op.f('pk_coding'))
    )
    op.create_table('resolution',
    sa.Column('sample_id', sa.String(), nullable=False),
    sa.Column('comment_id', sa.String(), nullable=False),
    sa.Column('statements', sa.JSON(), nullable=False),
    sa.Column('stance', sa.String(), nullable=False),
    sa.Column('settled_by', sa.String(), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("stance IN ('working', 'change', 'mixed', 'neutral')", name=op.f('ck_resolution_stance_is_known')),
    sa.ForeignKeyConstraint(['sample_id', 'comment_id'], ['sample_item.sample_id', 'sample_item.comment_id'], name=op.f('fk_resolution_sample_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sample_id', 'comment_id', name=op.f('pk_resolution'))
    )

def downgrade() -> None:

    op.drop_table('resolution')
    op.drop_table('coding')
    op.drop_table('sample_item')
    op.drop_table('sample_coder')
    with op.batch_alter_table('sample', schema=None) as batch_op:
        batch_op.drop_index(op.f('ix_sample_edition_id'))

    op.drop_table('sample')

