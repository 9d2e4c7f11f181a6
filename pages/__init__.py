"""One file a page. A file here only defines what it draws; the frame in app.py draws it."""
