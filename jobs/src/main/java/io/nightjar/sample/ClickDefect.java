package io.nightjar.sample;

/** How an event can be wrong in a file whose types are always right. */
enum ClickDefect {
    TWICE(DefectKind.EXACT_DUPLICATE) {
        @Override
        void breakUp(ClickRow row, Dice dice) {
            // Written once more as it is.
        }
    },
    OTHER_CONTENT(DefectKind.KEY_CONFLICT) {
        @Override
        void breakUp(ClickRow row, Dice dice) {
            row.url = "/c/conflict";
        }
    },
    NO_VISITOR(DefectKind.EMPTY_ID) {
        @Override
        void breakUp(ClickRow row, Dice dice) {
            row.eventId += "x";
            row.visitorId = "";
        }
    },
    FROM_THE_FUTURE(DefectKind.FUTURE_TIME) {
        @Override
        void breakUp(ClickRow row, Dice dice) {
            row.eventId += "x";
            row.micros += 3_650L * ShopCalendar.DAY * 1_000_000;
        }
    },
    UNKNOWN_TYPE(DefectKind.UNKNOWN_CODE) {
        @Override
        void breakUp(ClickRow row, Dice dice) {
            row.eventId += "x";
            row.type = "hover_" + dice.below(3);
        }
    };

    private final DefectKind kind;

    ClickDefect(DefectKind kind) {
        this.kind = kind;
    }

    DefectKind kind() {
        return kind;
    }

    abstract void breakUp(ClickRow row, Dice dice);
}
