"""Opening a sealed export: for whoever was asked to take over, and may never have seen this.

- ``held_export.HeldExport``: the export at hand, the cards, and the parts that they opened.
- ``wizard.SuccessorWizard``: from a folder and two cards to the caseload, then look or take.
- ``reader``: an opened part's pages, from inside the export alone.
"""
