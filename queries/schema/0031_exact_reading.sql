-- Texts that DuckDB reads as something else than they say are not read: "1_000" as 1000, "infinity" and "epoch" as days.

-- Thousands commas are dropped where they stand as thousands commas; "12,50" stays unreadable, never 1250.
create or replace macro reading.number(x) as case
    when contains(x, '_') then null
    when not contains(x, ',') then x
    when regexp_full_match(x, '-?\d{1,3}(,\d{3})+(\.\d+)?') then replace(x, ',', '')
end;

-- "12.5" is no count: a cast would make it 13.
create or replace macro reading.count(x) as case
    when not contains(x, '_') and try_cast(x as decimal(38, 10)) = trunc(try_cast(x as decimal(38, 10)))
        then try_cast(x as bigint)
end;

-- The T and the Z of an instant may stand in a day; a word may not.
create or replace macro reading.day(x) as case
    when not regexp_matches(x, '[A-Za-z]{2}') then try_cast(x as date)
end;

-- What was read before is read anew by the next pull, and set aside where it is such a text.
update firmao.watermark set fingerprint = null;
update ordway.watermark set fingerprint = null;
