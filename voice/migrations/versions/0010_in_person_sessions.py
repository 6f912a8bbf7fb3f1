"""In-person sessions: tablets, what they sent, where answers were collected, and the age of the database"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('epoch',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_epoch'))
    )
    op.create_table('in_person_session',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('venue', sa.String(), nullable=False),
    sa.Column('led_by', sa.String(), nullable=False),
    sa.Column('surveys', sa.JSON(), nullable=False),
    sa.Column('readings', sa.JSON(), nullable=False),
    sa.Column('expected', sa.JSON(), nullable=False),
    sa.Column('is_rehearsal', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('public_key', sa.String(), nullable=False),
    sa.Column('private_key', sa.String(), nullable=False),
    sa.Column('pin', sa.JSON(), nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('came', sa.JSON(), nullable=False),
    sa.Column('support', sa.String(), nullable=False),
    sa.Column('consent', sa.String(), nullable=False),
    sa.Column('write_up', sa.String(), nullable=False),
    sa.CheckConstraint("kind IN ('guiding_voices', 'rpcf_group', 'training', 'one_to_one', 'school_visit', 'workshop')", name=op.f('ck_in_person_session_kind_is_known')),
    sa.CheckConstraint("state IN ('planned', 'open', 'closed')", name=op.f('ck_in_person_session_state_is_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_in_person_session'))
    )
    op.create_table('tablet',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('session_id', sa.String(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('credential_hash', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('paired_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('told', sa.JSON(), nullable=False),
    sa.CheckConstraint('length(credential_hash) = 64', name=op.f('ck_tablet_credential_is_hashed')),
    sa.ForeignKeyConstraint(['session_id'], ['in_person_session.id'], name=op.f('fk_tablet_session_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tablet')),
    sa.UniqueConstraint('credential_hash', name=op.f('uq_tablet_credential_hash'))
    )
    with op.batch_alter_table('tablet', schema=None) as batch_op:
        batch_op.create_index(op.f('ix_tablet_session_id'), ['session_id'], unique=False)

    op.create_table('collected',
    sa.Column('submission_id', sa.String(), nullable=False),
    sa.Column('session_id', sa.String(), nullable=False),
    sa.Column('how', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.CheckConstraint("how IN ('tablet', 'own_phone', 'paper', 'notes')", name=op.f('ck_collected_how_is_known')),
    sa.ForeignKeyConstraint(['session_id'], ['in_person_session.id'], name=op.f('fk_collected_session_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_collected_submission_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('submission_id', name=op.f('pk_collected'))
    )
    with op.batch_alter_table('collected', schema=None) as batch_op:
        batch_op.create_index(op.f('ix_collected_session_id'), ['session_id'], unique=False)

    op.create_table('sealed_item',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('tablet_id', sa.String(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("outcome IN ('received', 'differs', 'deleted', 'rehearsal', 'kept_apart')", name=op.f('ck_sealed_item_outcome_is_known')),
    sa.CheckConstraint('length(id) = 32', name=op.f('ck_sealed_item_id_is_128_bits')),
    sa.ForeignKeyConstraint(['tablet_id'], ['tablet.id'], name=op.f('fk_sealed_item_tablet_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sealed_item'))
    )
    with op.batch_alter_table('sealed_item', schema=None) as batch_op:
        batch_op.create_index(op.f('ix_sealed_item_tablet_id'), ['tablet_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('sealed_item', schema=None) as batch_op:
        batch_op.drop_index(op.f('ix_sealed_item_tablet_id'))

    op.drop_table('sealed_item')
    with op.batch_alter_table('collected', schema=None) as batch_op:
        batch_op.drop_index(op.f('ix_collected_session_id'))

    op.drop_table('collected')
    with op.batch_alter_table('tablet', schema=None) as batch_op:
        batch_op.drop_index(op.f('ix_tablet_session_id'))

    op.drop_table('tablet')
    op.drop_table('in_person_session')
    op.drop_table('epoch')
