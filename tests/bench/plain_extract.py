"""The yardstick for a whole process: what a person would write with pdfplumber alone."""

import logging
import sys

import pdfplumber

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        print(page.extract_text())
        print(page.extract_tables())
