-- A day or an instant in the form both systems write is read without the searches that others need; the outcome is the
-- same, at half the time. No word fits into these forms, and no offset follows a Z.

-- The T and the Z of an instant may stand in a day; a word may not.
create or replace macro reading.day(x) as case
    when x like '____-__-__' then try_cast(x as date)
    when not regexp_matches(x, '[A-Za-z]{2}') then try_cast(x as date)
end;

-- An offset may be written +02 too, and after a blank; a named zone is not read rather than dropped.
create or replace macro reading.instant(x) as case
    when x like '____-__-__T__:__:__.___Z' or x like '____-__-__T__:__:__Z' then try_cast(x as timestamp)
    when regexp_matches(x, '\d ?[+-]\d\d(:?\d\d)?$') and contains(x, ':')
        then try_cast(regexp_replace(x, '([+-]\d\d)$', '\1:00') as timestamptz) at time zone 'UTC'
    when not regexp_matches(x, '[A-Za-z]{2}') then try_cast(x as timestamp)
end;
