-- How words are compared: without regard to case, accents, the letters that have no accent to lose, signs and spaces;
-- names of companies also without their legal form, tax ids without Poland's prefix. And how days are read
-- and amounts are written.
create schema if not exists model;

-- Several blanks are one: nobody sees how many there are.
create or replace macro model.folded(words) as translate(
    strip_accents(regexp_replace(lower(words), '\s+', ' ', 'g')), 'łøđı', 'lodi'
);

create or replace macro model.plain(words) as trim(regexp_replace(model.folded(words), '[^a-z0-9]+', ' ', 'g'));

-- An amount as text, with the decimals of its currency; where it has a part of the smallest unit, that is not hidden.
create or replace macro model.amount_text(amount, decimals) as case
    when decimals = 3 then amount::decimal(18, 3)::varchar
    when decimals = 0 and amount = round(amount, 0) then amount::decimal(18, 0)::varchar
    else amount::decimal(18, 2)::varchar
end;

-- The same as sentences tell it, with thousands apart.
create or replace macro model.amount_told(amount, decimals) as case
    when decimals = 3 then format('{:,.3f}', amount)
    when decimals = 0 and amount = round(amount, 0) then format('{:,.0f}', amount)
    else format('{:,.2f}', amount)
end;

-- A form within the name stays, in one spelling: a company and the partnership that it leads are two.
create or replace macro model.legal_name(name) as trim(regexp_replace(
    regexp_replace(
        model.plain(name),
        '(^| )(spolka z ograniczona odpowiedzialnoscia|spolka z o ?o|sp z o ?o)( |$)',
        '\1sp z o o\3'
    ),
    '(^| )(sp z o o|spolka akcyjna|spolka komandytowa|spolka jawna|sp k|sp j'
    || '|s a|sa|gmbh|ag|s r o|sro|a s|as|sas|sarl|b v|bv|ltd|limited|inc|llc)$',
    ''
));

create or replace macro model.tax_key(tax_id) as regexp_replace(
    regexp_replace(upper(tax_id), '[^A-Z0-9]', '', 'g'), '^PL', ''
);

-- A word of billing, such as a status, in one spelling: its API and its help write "Partially paid", "Partially Paid"
-- and "partially_paid". A word that is not known stays as it is, in lower case with underscores.
create or replace macro model.word_of_any_spelling(words) as case translate(lower(words), ' _-', '')
    when 'partiallypaid' then 'partially_paid'
    when 'partiallyrefunded' then 'partially_refunded'
    when 'authenticationrequired' then 'authentication_required'
    when 'onetime' then 'one_time'
    when 'usagebased' then 'usage_based'
    when 'inadvance' then 'in_advance'
    when 'inarrears' then 'in_arrears'
    else translate(lower(trim(words)), ' -', '__')
end;

-- The words that stand in millions of records are not taken apart for each.
create or replace macro model.word(words) as case words
    when 'Paid' then 'paid'
    when 'Posted' then 'posted'
    when 'Processed' then 'processed'
    when 'Active' then 'active'
    else model.word_of_any_spelling(words)
end;

-- A day that people wrote: 2026-02-01 or 01.02.2026, null where it is no day. A year that no contract is from is none.
create or replace macro model.day(words) as case
    when regexp_full_match(trim(words), '(19|2\d|99)\d\d-\d\d?-\d\d?([T ].*)?') then try_cast(trim(words) as date)
    when regexp_full_match(trim(words), '\d\d?\.\d\d?\.(19|2\d|99)\d\d') then try_strptime(trim(words), '%d.%m.%Y')::date
end;
