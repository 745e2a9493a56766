"""Reads the notes of a records-<n>.db with the key and salt that were in keys-<n>.age.

Usage: python read_records.py records-1.db KEY SALT
"""

import sys

import sqlcipher3

file, key, salt = sys.argv[1:]
database = sqlcipher3.connect(file)
database.execute(f"PRAGMA key = \"x'{key}{salt}'\"")
query = """
    SELECT client.record_number, client.legal_name, note.occurred_on, note.kind, note.body
    FROM note JOIN client ON client.id = note.client_id
    ORDER BY client.record_number, note.occurred_on
"""
for number, name, day, kind, body in database.execute(query):
    print(f"--- {number} {name}, {day}, {kind}\n{body}\n")
