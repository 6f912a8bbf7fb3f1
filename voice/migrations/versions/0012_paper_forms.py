"""Paper forms typed in, some of them twice, and scribes who write for somebody"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

HOW = "how IN ('tablet', 'own_phone', 'paper', 'scribe', 'notes')"
HOW_BEFORE = "how IN ('tablet', 'own_phone', 'paper', 'notes')"
SCRIBE = ("(how <> 'scribe' AND scribe IS NULL) OR (how = 'scribe' AND scribe IS NOT NULL AND "
          "scribe IN ('parent', 'assistant', 'advocate', 'interpreter', 'facilitator', 'other'))")


def upgrade() -> None:
    op.create_table('paper_batch',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('session_id', sa.String(), nullable=False),
    sa.Column('edition_id', sa.String(), nullable=False),
    sa.Column('reading', sa.String(), nullable=False),
    sa.Column('how', sa.String(), nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("how IN ('paper', 'scribe')", name=op.f('ck_paper_batch_how_is_known')),
    sa.CheckConstraint("reading IN ('standard', 'easy', 'pictures')", name=op.f('ck_paper_batch_reading_is_known')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_paper_batch_edition_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['session_id'], ['in_person_session.id'], name=op.f('fk_paper_batch_session_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_batch'))
    )
    with op.batch_alter_table('paper_batch', schema=None) as batch_op:
        batch_op.create_index(op.f('ix_paper_batch_session_id'), ['session_id'], unique=False)

    op.create_table('paper_entry',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('batch_id', sa.String(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('is_twice', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('n_compared', sa.Integer(), nullable=True),
    sa.Column('n_differing', sa.Integer(), nullable=True),
    sa.CheckConstraint("state IN ('open', 'waiting', 'differs', 'stored', 'taken_back')", name=op.f('ck_paper_entry_state_is_known')),
    sa.CheckConstraint('(n_compared IS NULL) = (n_differing IS NULL)', name=op.f('ck_paper_entry_both_figures_or_neither')),
    sa.CheckConstraint('length(id) = 32', name=op.f('ck_paper_entry_id_is_128_bits')),
    sa.CheckConstraint('n_differing <= n_compared', name=op.f('ck_paper_entry_no_more_differ_than_were_compared')),
    sa.ForeignKeyConstraint(['batch_id'], ['paper_batch.id'], name=op.f('fk_paper_entry_batch_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_entry')),
    sa.UniqueConstraint('batch_id', 'place', name=op.f('uq_paper_entry_batch_id_place'))
    )
    op.create_table('paper_keying',
    sa.Column('entry_id', sa.String(), nullable=False),
    sa.Column('turn', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('said', sa.JSON(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('turn IN (1, 2)', name=op.f('ck_paper_keying_once_or_twice')),
    sa.ForeignKeyConstraint(['entry_id'], ['paper_entry.id'], name=op.f('fk_paper_keying_entry_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('entry_id', 'turn', name=op.f('pk_paper_keying'))
    )
    with op.batch_alter_table('collected', schema=None) as batch_op:
        batch_op.add_column(sa.Column('scribe', sa.String(), nullable=True))
        batch_op.drop_constraint(op.f('ck_collected_how_is_known'), type_='check')
        batch_op.create_check_constraint(op.f('ck_collected_how_is_known'), HOW)
        batch_op.create_check_constraint(op.f('ck_collected_a_scribe_is_known'), SCRIBE)



def downgrade() -> None:
    with op.batch_alter_table('collected', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_collected_a_scribe_is_known'), type_='check')
        batch_op.drop_column('scribe')
    op.execute("UPDATE collected SET how = 'paper' WHERE how = 'scribe'")  # the nearest that the shape before knows
    with op.batch_alter_table('collected', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_collected_how_is_known'), type_='check')
        batch_op.create_check_constraint(op.f('ck_collected_how_is_known'), HOW_BEFORE)

    op.drop_table('paper_keying')
    op.drop_table('paper_entry')
    with op.batch_alter_table('paper_batch', schema=None) as batch_op:
        batch_op.drop_index(op.f('ix_paper_batch_session_id'))

    op.drop_table('paper_batch')
