"""What a custodian does with the records that she keeps: tasks, contacts, notes, letters.

- ``home_page.CustodyHomePage``: Home in a vault that keeps another practice's records.
- ``client_tab.CustodyTab``: the same for one client, on the client's page.
- ``merge_dialog``: another part, or a later number, of the same practice.
"""
