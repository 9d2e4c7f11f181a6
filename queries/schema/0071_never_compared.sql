-- How many were open when a month began is not known of a month before the first comparison.
alter table ledger.closing_figure alter column count_at_start drop not null;
