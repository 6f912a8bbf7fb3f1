"""Where each comment stands: what people decided, else what the machine suggests"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

CODES = ('voice', 'healthy', 'safe', 'support', 'adults', 'independent', 'belong')
IS_CODE = f"code IN {(*CODES, 'other', 'no_view')}"
IS_STANCE = "stance IN ('working', 'change', 'mixed', 'neutral')"
IS_DESK = "desk IN ('open', 'decided', 'not_sure', 'safeguarding')"
IS_BACKING = "backing IN ('decided', 'strong', 'middle', 'weak', 'unscored')"
COPIED = ("edition_id", "is_example", "desk", "role", "voice", "received_on")

SUGGESTED = f"""
INSERT INTO standing (comment_id, code, stance, backing, is_quotable, {", ".join(COPIED)})
SELECT c.id, s.code, f.stance, CASE WHEN s.score >= 0.8 THEN 'strong' WHEN s.score >= 0.6 THEN 'middle' ELSE 'weak' END, false, {", ".join(f"c.{name}" for name in COPIED)}
FROM comment c JOIN finding f ON f.comment_id = c.id JOIN finding_statement s ON s.comment_id = c.id
UNION ALL
SELECT c.id, f.status, f.stance, 'unscored', false, {", ".join(f"c.{name}" for name in COPIED)}
FROM comment c JOIN finding f ON f.comment_id = c.id
WHERE f.status IN ('other', 'no_view') AND NOT EXISTS (SELECT 1 FROM finding_statement s WHERE s.comment_id = c.id)
"""
DECIDED = f"""
SELECT d.comment_id, d.statements, d.stance, d.may_be_quoted, f.status, {", ".join(f"c.{name}" for name in COPIED)}
FROM decision d JOIN comment c ON c.id = d.comment_id LEFT JOIN finding f ON f.comment_id = c.id
WHERE c.desk = 'decided' AND d.state = 'decided'
  AND d.revision = (SELECT max(n.revision) FROM decision n WHERE n.comment_id = d.comment_id)
"""


def upgrade() -> None:
    standing = op.create_table('standing',
    sa.Column('comment_id', sa.String(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('stance', sa.String(), nullable=False),
    sa.Column('backing', sa.String(), nullable=False),
    sa.Column('is_quotable', sa.Boolean(), nullable=False),
    sa.Column('edition_id', sa.String(), nullable=False),
    sa.Column('is_example', sa.Boolean(), nullable=False),
    sa.Column('desk', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('voice', sa.String(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.CheckConstraint(IS_CODE, name=op.f('ck_standing_code_is_known')),
    sa.CheckConstraint(IS_STANCE, name=op.f('ck_standing_stance_is_known')),
    sa.CheckConstraint(IS_DESK, name=op.f('ck_standing_desk_is_known')),
    sa.CheckConstraint(IS_BACKING, name=op.f('ck_standing_backing_is_known')),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_standing_comment_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('comment_id', 'code', name=op.f('pk_standing'))
    )
    fill(op.get_bind(), standing)
    op.create_index('ix_standing_counted', 'standing', ['edition_id', 'is_example', 'code', 'role', 'voice', 'stance', 'backing', 'desk'], unique=False)
    op.create_index('ix_standing_newest', 'standing', ['edition_id', 'is_example', 'code', 'received_on', 'comment_id'], unique=False)
    op.create_index('ix_standing_side', 'standing', ['edition_id', 'is_example', 'code', 'stance', 'is_quotable', 'received_on', 'comment_id'], unique=False)


def fill(connection: sa.Connection, standing: sa.Table) -> None:
    """Let what is there stand: by what was suggested, and over it by what people decided."""
    connection.execute(sa.text(SUGGESTED))
    found = sa.text(DECIDED).columns(statements=sa.JSON(), is_example=sa.Boolean(), may_be_quoted=sa.Boolean(), received_on=sa.Date())
    decided = connection.execute(found).mappings().all()
    if not decided:
        return
    connection.execute(standing.delete().where(standing.c.comment_id == sa.bindparam('decided')), [{'decided': one['comment_id']} for one in decided])
    connection.execute(standing.insert(), [
        {'comment_id': one['comment_id'], 'code': code, 'stance': one['stance'] or 'neutral', 'backing': 'decided', 'is_quotable': one['may_be_quoted'],
         **{name: one[name] for name in COPIED}}
        for one in decided for code in [code for code in CODES if code in one['statements']] or ['no_view' if one['status'] == 'no_view' else 'other']])


def downgrade() -> None:
    op.drop_table('standing')
