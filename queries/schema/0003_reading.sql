-- How the text of an answer's field is read: reading.given first makes a missing value ("", "-" or null) null;
-- the typed macros then answer null for a text they cannot read, and reading.problem and reading.inexact say so.

create schema reading;

create macro reading.given(x) as nullif(nullif(x, ''), '-');

-- Thousands commas are dropped where they stand as thousands commas; "12,50" stays unreadable, never 1250.
create macro reading.number(x) as case
    when not contains(x, ',') then x
    when regexp_full_match(x, '-?\d{1,3}(,\d{3})+(\.\d+)?') then replace(x, ',', '')
end;

create macro reading.text(x) as x;
create macro reading.money(x) as try_cast(reading.number(x) as decimal(18, 4));
create macro reading.price(x) as try_cast(reading.number(x) as decimal(28, 10));
create macro reading.quantity(x) as try_cast(reading.number(x) as decimal(18, 6));
create macro reading.percent(x) as try_cast(reading.number(x) as decimal(9, 4));
create macro reading.rate(x) as try_cast(reading.number(x) as decimal(28, 12));
-- "12.5" is no count: a cast would make it 13.
create macro reading.count(x) as case
    when try_cast(x as decimal(38, 10)) = trunc(try_cast(x as decimal(38, 10))) then try_cast(x as bigint)
end;
create macro reading.flag(x) as try_cast(x as boolean);
create macro reading.day(x) as try_cast(x as date);
create macro reading.json(x) as try_cast(x as json);

-- An offset may be written +02 too, and after a blank; a named zone is not read rather than dropped.
create macro reading.instant(x) as case
    when regexp_matches(x, '\d ?[+-]\d\d(:?\d\d)?$') and contains(x, ':')
        then try_cast(regexp_replace(x, '([+-]\d\d)$', '\1:00') as timestamptz) at time zone 'UTC'
    when not regexp_matches(x, '[A-Za-z]{2}') then try_cast(x as timestamp)
end;

create macro reading.problem(field, x, kept) as case
    when kept is null and x is not null then field || ' cannot be read: ' || left(x, 80)
end;

-- Exponents, and more decimals than sixteen, no longer slip past: the decimals of a text are counted, not compared.
create macro reading.inexact(field, x, kept, decimals) as case
    when kept is not null
        and ((contains(x, '.') and length(x) - strpos(x, '.') > decimals) or contains(lower(x), 'e'))
        and length(rtrim(regexp_extract(x, '\.(\d*)', 1), '0'))
            - coalesce(try_cast(nullif(regexp_extract(x, '[eE]([+-]?\d+)$', 1), '') as integer), 0) > decimals
    then field || ' has more decimals than are kept: ' || left(x, 80)
end;
