"""First shape"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit_entry',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('action', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('details', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry'))
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_entry_at'), ['at'], unique=False)

    op.create_table('edition',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('extended_from', sa.Date(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.CheckConstraint("extended_from IS NULL OR reason <> ''", name=op.f('ck_edition_an_extension_says_why')),
    sa.CheckConstraint('closes_on >= opens_on', name=op.f('ck_edition_closes_after_it_opens')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_edition')),
    sa.UniqueConstraint('slug', 'name', name=op.f('uq_edition_slug_name'))
    )
    op.create_table('kept_apart',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('submission_id', sa.String(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_apart'))
    )
    with op.batch_alter_table('kept_apart', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kept_apart_submission_id'), ['submission_id'], unique=False)

    op.create_table('role',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('description', sa.String(length=255), nullable=True),
    sa.Column('permissions', sa.UnicodeText(), nullable=True),
    sa.Column('update_datetime', sa.DateTime(), server_default=sa.text('(CURRENT_TIMESTAMP)'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role')),
    sa.UniqueConstraint('name', name=op.f('uq_role_name'))
    )
    op.create_table('user',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=255), nullable=False),
    sa.Column('username', sa.String(length=255), nullable=True),
    sa.Column('password', sa.String(length=255), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('fs_uniquifier', sa.String(length=64), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(), nullable=True),
    sa.Column('last_login_at', sa.DateTime(), nullable=True),
    sa.Column('current_login_at', sa.DateTime(), nullable=True),
    sa.Column('last_login_ip', sa.String(length=64), nullable=True),
    sa.Column('current_login_ip', sa.String(length=64), nullable=True),
    sa.Column('login_count', sa.Integer(), nullable=True),
    sa.Column('tf_primary_method', sa.String(length=64), nullable=True),
    sa.Column('tf_totp_secret', sa.String(length=255), nullable=True),
    sa.Column('tf_phone_number', sa.String(length=128), nullable=True),
    sa.Column('us_totp_secrets', sa.Text(), nullable=True),
    sa.Column('us_phone_number', sa.String(length=128), nullable=True),
    sa.Column('fs_webauthn_user_handle', sa.String(length=64), nullable=True),
    sa.Column('mf_recovery_codes', sa.UnicodeText(), nullable=True),
    sa.Column('create_datetime', sa.DateTime(), server_default=sa.text('(CURRENT_TIMESTAMP)'), nullable=False),
    sa.Column('update_datetime', sa.DateTime(), server_default=sa.text('(CURRENT_TIMESTAMP)'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user')),
    sa.UniqueConstraint('email', name=op.f('uq_user_email')),
    sa.UniqueConstraint('fs_uniquifier', name=op.f('uq_user_fs_uniquifier')),
    sa.UniqueConstraint('fs_webauthn_user_handle', name=op.f('uq_user_fs_webauthn_user_handle')),
    sa.UniqueConstraint('us_phone_number', name=op.f('uq_user_us_phone_number')),
    sa.UniqueConstraint('username', name=op.f('uq_user_username'))
    )
    op.create_table('withdrawn',
    sa.Column('submission_id', sa.String(), nullable=False),
    sa.Column('withdrawn_on', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('submission_id', name=op.f('pk_withdrawn'))
    )
    op.create_table('draft',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('edition_id', sa.String(), nullable=False),
    sa.Column('locale', sa.String(), nullable=False),
    sa.Column('reading', sa.String(), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('revision', sa.Integer(), server_default='0', nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('resume_hash', sa.String(), nullable=True),
    sa.CheckConstraint("reading IN ('standard', 'easy', 'pictures')", name=op.f('ck_draft_reading_is_known')),
    sa.CheckConstraint('length(id) = 32', name=op.f('ck_draft_id_is_128_bits')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_draft_edition_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft')),
    sa.UniqueConstraint('resume_hash', name=op.f('uq_draft_resume_hash'))
    )
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_draft_edition_id'), ['edition_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_draft_kept_at'), ['kept_at'], unique=False)

    op.create_table('roles_users',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['role_id'], ['role.id'], name=op.f('fk_roles_users_role_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_roles_users_user_id')),
    sa.PrimaryKeyConstraint('user_id', 'role_id', name=op.f('pk_roles_users'))
    )
    op.create_table('spent_code',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('counter', sa.Integer(), autoincrement=False, nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_spent_code_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', 'counter', name=op.f('pk_spent_code'))
    )
    op.create_table('submission',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('edition_id', sa.String(), nullable=False),
    sa.Column('survey_digest', sa.String(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('locale', sa.String(), nullable=False),
    sa.Column('reading', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('voice', sa.String(), nullable=False),
    sa.Column('may_quote', sa.Boolean(), nullable=False),
    sa.Column('is_late', sa.Boolean(), nullable=False),
    sa.Column('is_example', sa.Boolean(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('receipt_hash', sa.String(), nullable=True),
    sa.CheckConstraint("reading IN ('standard', 'easy', 'pictures')", name=op.f('ck_submission_reading_is_known')),
    sa.CheckConstraint("voice IN ('self', 'supported', 'proxy', 'adult', 'organisation')", name=op.f('ck_submission_voice_is_known')),
    sa.CheckConstraint('length(digest) = 64', name=op.f('ck_submission_digest_is_sha256')),
    sa.CheckConstraint('length(id) = 32', name=op.f('ck_submission_id_is_128_bits')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_submission_edition_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_submission')),
    sa.UniqueConstraint('receipt_hash', name=op.f('uq_submission_receipt_hash'))
    )
    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.create_index('ix_submission_counted', ['edition_id', 'role', 'voice'], unique=False)

    op.create_table('webauthn',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('credential_id', sa.LargeBinary(length=1024), nullable=False),
    sa.Column('public_key', sa.LargeBinary(), nullable=False),
    sa.Column('sign_count', sa.Integer(), nullable=True),
    sa.Column('transports', sa.UnicodeText(), nullable=True),
    sa.Column('backup_state', sa.Boolean(), nullable=False),
    sa.Column('device_type', sa.String(length=64), nullable=False),
    sa.Column('extensions', sa.String(length=255), nullable=True),
    sa.Column('create_datetime', sa.DateTime(), server_default=sa.text('(CURRENT_TIMESTAMP)'), nullable=False),
    sa.Column('lastuse_datetime', sa.DateTime(), nullable=False),
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('usage', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_webauthn_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_webauthn'))
    )
    with op.batch_alter_table('webauthn', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_webauthn_credential_id'), ['credential_id'], unique=True)

    op.create_table('answer',
    sa.Column('submission_id', sa.String(), nullable=False),
    sa.Column('question_id', sa.String(), nullable=False),
    sa.Column('question_version', sa.Integer(), nullable=False),
    sa.Column('value', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('skipped', sa.Boolean(), nullable=False),
    sa.Column('mark', sa.String(), nullable=True),
    sa.CheckConstraint("mark IS NULL OR mark IN ('does_not_fit', 'off_path', 'unknown_question')", name=op.f('ck_answer_mark_is_known')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_answer_submission_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('submission_id', 'question_id', name=op.f('pk_answer'))
    )
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.create_index('ix_answer_question_id', ['question_id'], unique=False)

    op.create_table('comment',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('submission_id', sa.String(), nullable=False),
    sa.Column('edition_id', sa.String(), nullable=False),
    sa.Column('question_id', sa.String(), nullable=False),
    sa.Column('asked', sa.String(), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('voice', sa.String(), nullable=False),
    sa.Column('reading', sa.String(), nullable=False),
    sa.Column('locale', sa.String(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('is_example', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.CheckConstraint("state IN ('waiting', 'read', 'failed')", name=op.f('ck_comment_state_is_known')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_comment_edition_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_comment_submission_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment'))
    )
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.create_index('ix_comment_newest', ['edition_id', 'received_on', 'id'], unique=False)
        batch_op.create_index('ix_comment_counted', ['edition_id', 'is_example', 'role', 'voice', 'id'], unique=False)
        batch_op.create_index('ix_comment_waiting', ['state', 'id'], unique=False)
        batch_op.create_index('uq_comment_submission_id_question_id', ['submission_id', 'question_id'], unique=True)

    op.create_table('draft_key',
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('draft_id', sa.String(), nullable=False),
    sa.Column('sees_words', sa.Boolean(), nullable=False),
    sa.Column('resume_sealed', sa.String(), nullable=True),
    sa.Column('receipt_sealed', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['draft_id'], ['draft.id'], name=op.f('fk_draft_key_draft_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_draft_key')),
    sa.UniqueConstraint('id', name=op.f('uq_draft_key_id'))
    )
    with op.batch_alter_table('draft_key', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_draft_key_draft_id'), ['draft_id'], unique=False)

    op.create_table('finding',
    sa.Column('comment_id', sa.String(), nullable=False),
    sa.Column('pipeline', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('stance', sa.String(), nullable=False),
    sa.Column('is_concern', sa.Boolean(), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('personal', sa.JSON(), nullable=False),
    sa.Column('place', sa.JSON(), nullable=False),
    sa.CheckConstraint("stance IN ('working', 'change', 'mixed', 'neutral')", name=op.f('ck_finding_stance_is_known')),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_finding_comment_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('comment_id', name=op.f('pk_finding'))
    )
    with op.batch_alter_table('finding', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_finding_is_concern'), ['is_concern'], unique=False)

    op.create_table('finding_statement',
    sa.Column('comment_id', sa.String(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('score', sa.Double(), nullable=False),
    sa.Column('evidence', sa.JSON(), nullable=False),
    sa.CheckConstraint("code IN ('voice', 'healthy', 'safe', 'support', 'adults', 'independent', 'belong')", name=op.f('ck_finding_statement_code_is_known')),
    sa.CheckConstraint('score >= 0 AND score <= 1', name=op.f('ck_finding_statement_score_is_a_share')),
    sa.ForeignKeyConstraint(['comment_id'], ['finding.comment_id'], name=op.f('fk_finding_statement_comment_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('comment_id', 'code', name=op.f('pk_finding_statement'))
    )
    with op.batch_alter_table('finding_statement', schema=None) as batch_op:
        batch_op.create_index('ix_finding_statement_code', ['code', 'comment_id'], unique=False)

    _refuse_changes_to_the_trail()


def _refuse_changes_to_the_trail() -> None:
    """The trail of what staff did is only ever added to: the database itself refuses the rest."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER audit_entry_no_{verb.lower()} BEFORE {verb} ON audit_entry "
                       "BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END")
        return
    op.execute("CREATE FUNCTION audit_entry_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ "
               "BEGIN RAISE EXCEPTION 'the audit trail is only added to'; END $$")
    op.execute("CREATE TRIGGER audit_entry_only_grows BEFORE UPDATE OR DELETE ON audit_entry "
               "FOR EACH ROW EXECUTE FUNCTION audit_entry_only_grows()")


def downgrade() -> None:
    with op.batch_alter_table('finding_statement', schema=None) as batch_op:
        batch_op.drop_index('ix_finding_statement_code')

    op.drop_table('finding_statement')
    with op.batch_alter_table('finding', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_finding_is_concern'))

    op.drop_table('finding')
    with op.batch_alter_table('draft_key', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_draft_key_draft_id'))

    op.drop_table('draft_key')
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.drop_index('uq_comment_submission_id_question_id')
        batch_op.drop_index('ix_comment_waiting')
        batch_op.drop_index('ix_comment_newest')
        batch_op.drop_index('ix_comment_counted')

    op.drop_table('comment')
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.drop_index('ix_answer_question_id')

    op.drop_table('answer')
    with op.batch_alter_table('webauthn', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_webauthn_credential_id'))

    op.drop_table('webauthn')
    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.drop_index('ix_submission_counted')

    op.drop_table('submission')
    op.drop_table('spent_code')
    op.drop_table('roles_users')
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_draft_kept_at'))
        batch_op.drop_index(batch_op.f('ix_draft_edition_id'))

    op.drop_table('draft')
    op.drop_table('withdrawn')
    op.drop_table('user')
    op.drop_table('role')
    with op.batch_alter_table('kept_apart', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_kept_apart_submission_id'))

    op.drop_table('kept_apart')
    op.drop_table('edition')
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_entry_at'))

    op.drop_table('audit_entry')
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS audit_entry_only_grows()")
