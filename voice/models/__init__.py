"""What is kept, one module a subject. Promises are constraints; nothing here knows requests or templates."""

from voice.models.brought import Brought, RowKeptOut
from voice.models.choice_seen import ChoiceSeen
from voice.models.coding import Coding, CodingAgreement, CodingCoder, CodingItem, CodingMeasure, CodingResolution, CodingSample
from voice.models.comment import Comment, Finding, FindingStatement
from voice.models.counted_elsewhere import CountedElsewhere
from voice.models.database import db, reads, writing
from voice.models.decision import Decision
from voice.models.definition import Definition
from voice.models.draft import Draft, DraftKey
from voice.models.edition import Edition
from voice.models.engagement import Collected, Epoch, InPersonSession, Joined, SealedItem, Tablet
from voice.models.paper import PaperBatch, PaperEntry, PaperKeying
from voice.models.release import ModelRelease
from voice.models.staff import AuditEntry, Role, SpentCode, User, WebAuthn
from voice.models.standing import Standing
from voice.models.story import KeptFile, Story
from voice.models.strand import FindingStrand, Phrase
from voice.models.submission import Answer, KeptApart, Submission, Withdrawn
from voice.models.translation import Translation

__all__ = ["Answer", "AuditEntry", "Brought", "ChoiceSeen", "Coding", "CodingAgreement", "CodingCoder", "CodingItem", "CodingMeasure", "CodingResolution", "CodingSample",
           "Collected", "Comment", "CountedElsewhere", "Decision", "Definition", "Draft", "DraftKey", "Edition", "Epoch", "Finding",
           "FindingStatement", "FindingStrand", "InPersonSession", "Joined", "KeptApart", "KeptFile", "ModelRelease", "PaperBatch", "PaperEntry",
           "PaperKeying", "Phrase", "Role", "RowKeptOut", "SealedItem", "SpentCode", "Standing", "Story", "Submission", "Tablet", "Translation",
           "User", "WebAuthn", "Withdrawn", "db", "reads", "writing"]
