-- What a search over everything means: an account by name, tax id or id, everything else by number. Case, accents, spaces
-- and signs between letters and digits do not count. Read as one pattern, which is asked of the texts as they are: folding
-- a hundred thousand names first would take several times as long.
-- grain: none, these read one text; rank is 0 where a text is just what was searched for, 1 where it begins so, else 2

create or replace macro model.any_accent(letter) as case letter
    when 'a' then '[aàáâãäåāăąǎǟǡǻȁȃȧ]'
    when 'c' then '[cçćĉċč]'
    when 'd' then '[dďđ]'
    when 'e' then '[eèéêëēĕėęěȅȇȩ]'
    when 'g' then '[gĝğġģǧǵ]'
    when 'h' then '[hĥȟ]'
    when 'i' then '[iìíîïĩīĭįıİǐȉȋ]'
    when 'j' then '[jĵǰ]'
    when 'k' then '[kķǩ]'
    when 'l' then '[lĺļľł]'
    when 'n' then '[nñńņňǹ]'
    when 'o' then '[oòóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱ]'
    when 'r' then '[rŕŗřȑȓ]'
    when 's' then '[sśŝşšș]'
    when 't' then '[tţťț]'
    when 'u' then '[uùúûüũūŭůűųưǔǖǘǚǜȕȗ]'
    when 'w' then '[wŵ]'
    when 'y' then '[yýÿŷȳ]'
    when 'z' then '[zźżž]'
    else regexp_escape(letter)
end;

-- Letters and digits of what is searched for, without case and accents.
create or replace macro model.search_key(search) as
    regexp_replace(translate(strip_accents(lower(search)), 'łøđı', 'lodi'), '[^\p{L}\p{N}]+', '', 'g');

-- Empty where fewer than two letters or digits are left: that would be nearly everything.
create or replace macro model.search_pattern(key) as if(
    length(key) > 1,
    '(?i)' || array_to_string(
        list_transform(string_split(key, ''), lambda letter: model.any_accent(letter)), '[ -/:-@\[-`{-~]*'
    ),
    ''
);

create or replace macro model.pattern_rank(words, pattern) as case
    when regexp_full_match(words, pattern || '[ -/:-@\[-`{-~]*') then 0
    when starts_with(words, regexp_extract(words, pattern)) then 1
    else 2
end;
