-- How words are compared: without regard to case, accents and the letters that have no accent to lose.
create schema if not exists model;

create or replace macro model.folded(words) as translate(strip_accents(lower(words)), 'łøđı', 'lodi');
