"""The language of a comment, and translations by people"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

PLACES = ('open', 'decided', 'not_sure', 'safeguarding')


def upgrade() -> None:
    _desk_knows((*PLACES, 'translation'))
    op.add_column('finding', sa.Column('language', sa.String(), nullable=False, server_default='und'))
    op.add_column('finding', sa.Column('personal_in_original', sa.JSON(), nullable=False, server_default='[]'))
    op.add_column('finding', sa.Column('translation', sa.Integer(), nullable=False, server_default='0'))
    op.create_table('translation',
    sa.Column('comment_id', sa.String(), nullable=False),
    sa.Column('revision', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=True),
    sa.Column('translated_by', sa.String(), nullable=False),
    sa.Column('translated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('revision > 0', name=op.f('ck_translation_revision_counts')),
    sa.CheckConstraint("text IS NULL OR text <> ''", name=op.f('ck_translation_text_says_something')),
    sa.CheckConstraint("text IS NULL OR language <> 'en'", name=op.f('ck_translation_english_is_not_translated')),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_translation_comment_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('comment_id', 'revision', name=op.f('pk_translation'))
    )


def downgrade() -> None:
    op.drop_table('translation')
    with op.batch_alter_table('finding', schema=None) as batch_op:
        batch_op.drop_column('translation')
        batch_op.drop_column('personal_in_original')
        batch_op.drop_column('language')
    op.execute("UPDATE comment SET desk = 'open' WHERE desk = 'translation'")
    _desk_knows(PLACES)


def _desk_knows(places: tuple[str, ...]) -> None:
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_comment_desk_is_known'), type_='check')
        batch_op.create_check_constraint(op.f('ck_comment_desk_is_known'), f"desk IN {places}")
