"""Lists the documents of a records-<n>.db: whose, what, where, and the identity that opens each.

Usage: python list_documents.py records-1.db KEY SALT
"""

import sys

import sqlcipher3

file, key, salt = sys.argv[1:]
database = sqlcipher3.connect(file)
database.execute(f"PRAGMA key = \"x'{key}{salt}'\"")
query = """
    SELECT client.record_number, document.title, document.file_name, document.uid,
        document.identity, document.sha256
    FROM document JOIN client ON client.id = document.client_id
    ORDER BY client.record_number, document.id
"""
for number, title, name, uid, identity, sha256 in database.execute(query):
    print(f"--- {number} {title} ({name})\nattachments/{uid[:2]}/{uid}.age\n{identity}\n{sha256}\n")
