package io.navarch.machinery.tidy;

import java.util.regex.Pattern;

/** What a line of code must not hold, and what to write instead. */
enum Rule {
    CLOCK(Where.OUTSIDE_APP, "\\b(Instant|LocalDate|LocalDateTime|OffsetDateTime|ZonedDateTime)\\.now\\(\\)|System\\.currentTimeMillis\\(",
            "time is passed in: an Instant now, or an InstantSource"),
    SLEEP(Where.OUTSIDE_APP, "\\bThread\\.sleep\\(", "wait for a condition with a limit, or plan the next look"),
    RANDOM(Where.OUTSIDE_APP, "\\bnew Random\\(|Math\\.random\\(|ThreadLocalRandom|UUID\\.randomUUID\\(",
            "randomness is passed in: a seeded RandomGenerator, or a supplier of names"),
    SPRING(Where.OUTSIDE_APP, "^import (static )?org\\.springframework", "Spring is for app packages; take a plain value in the constructor"),
    PRINT(Where.OUTSIDE_APP, "\\bSystem\\.(out|err)\\b(?!::)|\\.printStackTrace\\(\\)", "log by slf4j, or return what is to be said"),
    UNFINISHED(Where.EVERYWHERE, "\\bUnsupportedOperationException\\b", "make it impossible to call, or do it"),
    SCANNING(Where.EVERYWHERE, "@(Autowired|ComponentScan|Service|Component)\\b", "wire by constructors in an explicit @Bean method"),
    SUPPRESSED_NULL(Where.EVERYWHERE, "@SuppressWarnings\\(.*NullAway", "say what is nullable instead"),
    NOTE_TO_SELF(Where.IN_COMMENTS_TOO, "\\b(TODO|FIXME|XXX|HACK)\\b", "do it, or write it down as an issue");

    private enum Where {
        OUTSIDE_APP,
        EVERYWHERE,
        IN_COMMENTS_TOO
    }

    private final Where where;
    private final Pattern forbidden;
    private final String instead;

    Rule(Where where, String forbidden, String instead) {
        this.where = where;
        this.forbidden = Pattern.compile(forbidden);
        this.instead = instead;
    }

    String instead() {
        return name() + ": " + instead;
    }

    boolean brokenBy(String line, String code, boolean app) {
        return switch (where) {
            case OUTSIDE_APP -> !app && forbidden.matcher(code).find();
            case EVERYWHERE -> forbidden.matcher(code).find();
            case IN_COMMENTS_TOO -> forbidden.matcher(line).find();
        };
    }
}
