"""Finds, opens and decodes input: from PATHs to documents, and to problems for all that is none."""

from mdeanalysis.intake.decode import Decoded, decode
from mdeanalysis.intake.find import documents
from mdeanalysis.intake.gather import Group
from mdeanalysis.intake.ledger import Ledger
from mdeanalysis.intake.names import is_carrier_name

__all__ = ["Decoded", "Group", "Ledger", "decode", "documents", "is_carrier_name"]
