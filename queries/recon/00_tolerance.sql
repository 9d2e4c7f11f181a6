-- How money is compared: exactly, but for what the policy tolerates. A rule says differs(expected, actual, currency),
-- and exceeds or falls_short where it is about one side only; the difference has to be more than both the amount and
-- the percentage of what is expected.
-- reads: tolerance (currency_code, null for all that are not named; amount in currency; percent)
set variable tolerance_of = (
    select map_from_entries(list({'code': currency_code, 'allowed': {'amount': amount, 'percent': percent}}))
    from tolerance
    where currency_code is not null
);
set variable tolerance_of_others = (
    select {'amount': amount, 'percent': percent} from tolerance where currency_code is null
);

-- A variable, since a table's columns would hide a rule's own of the same name inside a macro.
create or replace temp macro tolerated(currency) as
    coalesce(getvariable('tolerance_of')[currency], getvariable('tolerance_of_others'));

create or replace temp macro differs(expected, actual, currency) as
    abs(expected - actual) > tolerated(currency).amount
    and abs(expected - actual) * 100 > abs(expected) * tolerated(currency).percent;

create or replace temp macro exceeds(expected, actual, currency) as
    actual > expected and differs(expected, actual, currency);

create or replace temp macro falls_short(expected, actual, currency) as
    actual < expected and differs(expected, actual, currency);
