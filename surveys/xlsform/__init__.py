"""Surveys as XLSForm, the field's exchange format: a workbook with the sheets survey, choices and settings (xlsform.org)."""

from surveys.xlsform.definition import as_yaml
from surveys.xlsform.reading import read
from surveys.xlsform.sheets import XlsformMistake
from surveys.xlsform.writing import export

__all__ = ["XlsformMistake", "as_yaml", "export", "read"]
