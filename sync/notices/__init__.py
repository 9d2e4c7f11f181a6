"""Notices: what people are told outside the app, through Apprise; recorded before it is sent, and never sent twice."""
