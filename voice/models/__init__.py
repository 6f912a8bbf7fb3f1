"""What is kept, one module a subject. Promises are constraints; nothing here knows requests or templates."""

from voice.models.comment import Comment, Finding, FindingStatement
from voice.models.counted_elsewhere import CountedElsewhere
from voice.models.database import db, reads, writing
from voice.models.decision import Decision
from voice.models.definition import Definition
from voice.models.draft import Draft, DraftKey
from voice.models.edition import Edition
from voice.models.engagement import Collected, Epoch, InPersonSession, Joined, SealedItem, Tablet
from voice.models.staff import AuditEntry, Role, SpentCode, User, WebAuthn
from voice.models.story import KeptFile, Story
from voice.models.submission import Answer, KeptApart, Submission, Withdrawn

__all__ = ["Answer", "AuditEntry", "Collected", "Comment", "CountedElsewhere", "Decision", "Definition", "Draft", "DraftKey", "Edition", "Epoch",
           "Finding", "FindingStatement", "InPersonSession", "Joined", "KeptApart", "KeptFile", "Role", "SealedItem", "SpentCode", "Story", "Submission",
           "Tablet", "User", "WebAuthn", "Withdrawn", "db", "reads", "writing"]
