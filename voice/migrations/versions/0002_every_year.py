"""Every year: completed and straight-lined submissions, definitions as they were asked, stories, and counts made elsewhere"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

SAYS_WHO = ('role', 'for_whom', 'on_behalf', 'organisation_name', 'helper', 'helper_who', 'quotes', 'about_you', 'age_child', 'age_adult', 'sex', 'condition',
            'condition_effect', 'ethnic_heading', 'ethnic_white', 'ethnic_mixed', 'ethnic_asian', 'ethnic_black', 'ethnic_other', 'language', 'language_other',
            'sen_provision', 'main_need', 'other_needs', 'place_of_learning', 'area')
"""Questions of the first survey that only say who answers."""
COUNTED = ['edition_id', 'is_example', 'is_complete', 'role', 'voice', 'reading']


def upgrade() -> None:
    op.add_column('submission', sa.Column('is_complete', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('submission', sa.Column('is_straight', sa.Boolean(), nullable=False, server_default=sa.false()))
    _find_the_complete()
    op.drop_index('ix_submission_counted', 'submission')
    op.create_index('ix_submission_counted', 'submission', COUNTED, unique=False)

    op.create_table('definition',
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('first_asked_on', sa.Date(), nullable=False),
    sa.Column('questions', sa.JSON(), nullable=False),
    sa.CheckConstraint('length(digest) = 64', name=op.f('ck_definition_digest_is_sha256')),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_definition'))
    )
    with op.batch_alter_table('definition', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_definition_slug'), ['slug'], unique=False)

    op.create_table('counted_elsewhere',
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('year', sa.String(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('noted_on', sa.Date(), nullable=False),
    sa.Column('noted_by', sa.String(), nullable=False),
    sa.CheckConstraint('n >= 0', name=op.f('ck_counted_elsewhere_n_is_a_count')),
    sa.CheckConstraint("source <> ''", name=op.f('ck_counted_elsewhere_a_count_has_a_source')),
    sa.PrimaryKeyConstraint('slug', 'year', name=op.f('pk_counted_elsewhere'))
    )
    op.create_table('kept_file',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('submission_id', sa.String(), nullable=False),
    sa.Column('question_id', sa.String(), nullable=False),
    sa.Column('media_type', sa.String(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("media_type IN ('image/jpeg', 'image/png', 'application/pdf')", name=op.f('ck_kept_file_media_type_is_known')),
    sa.CheckConstraint('length(digest) = 64', name=op.f('ck_kept_file_digest_is_sha256')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_file'))
    )
    with op.batch_alter_table('kept_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kept_file_received_at'), ['received_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_kept_file_submission_id'), ['submission_id'], unique=False)

    op.create_table('story',
    sa.Column('submission_id', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('statement', sa.String(), nullable=True),
    sa.Column('written_by', sa.String(), nullable=False),
    sa.Column('released_on', sa.Date(), nullable=True),
    sa.Column('released_by', sa.String(), nullable=True),
    sa.CheckConstraint("statement IS NULL OR statement IN ('voice', 'healthy', 'safe', 'support', 'adults', 'independent', 'belong')",
                       name=op.f('ck_story_statement_is_known')),
    sa.CheckConstraint('(released_on IS NULL) = (released_by IS NULL)', name=op.f('ck_story_a_release_has_a_name')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_story_submission_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('submission_id', name=op.f('pk_story'))
    )


def _find_the_complete() -> None:
    answer = sa.table('answer', sa.column('submission_id'), sa.column('question_id'), sa.column('value'), sa.column('mark'))
    submission = sa.table('submission', sa.column('id'), sa.column('is_complete'))
    said = sa.exists().where(answer.c.submission_id == submission.c.id, answer.c.value.is_not(None), answer.c.mark.is_(None),
                             answer.c.question_id.not_in(SAYS_WHO))
    op.execute(submission.update().where(said).values(is_complete=sa.true()))


def downgrade() -> None:
    op.drop_table('story')
    op.drop_table('kept_file')
    op.drop_table('counted_elsewhere')
    op.drop_table('definition')
    op.drop_index('ix_submission_counted', 'submission')
    op.create_index('ix_submission_counted', 'submission', ['edition_id', 'role', 'voice'], unique=False)
    op.drop_column('submission', 'is_straight')
    op.drop_column('submission', 'is_complete')
