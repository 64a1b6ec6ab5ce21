package io.nightjar.config;

import com.typesafe.config.ConfigOrigin;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads where a value was written from what the HOCON library tells about it. */
final class Origins {
    private static final String MERGE = "merge of ";

    /** How the library calls the sections around a value of the command line. */
    private static final String OVERRIDE = "atPath(";

    private static final Pattern PLACE = Pattern.compile("(.*?): (\\d+)(?:-\\d+)?");

    private Origins() {}

    static Origin of(ConfigOrigin origin) {
        if (origin.filename() != null) {
            return new Origin(origin.filename(), Math.max(origin.lineNumber(), 0));
        }
        return ofDescription(origin.description());
    }

    /** A value put together from several places belongs to the first that is a file. */
    static Origin ofDescription(String description) {
        String places = description.startsWith(MERGE) ? description.substring(MERGE.length()) : description;
        Origin first = null;
        for (String place : places.split(",")) {
            Origin origin = ofPlace(place.strip());
            if (isFile(origin)) {
                return origin;
            }
            first = first == null ? origin : first;
        }
        return first;
    }

    static boolean mentions(ConfigOrigin origin, Origin place) {
        return origin.description().contains(place.file());
    }

    private static Origin ofPlace(String place) {
        if (place.startsWith(OVERRIDE)) {
            return Origin.COMMAND_LINE;
        }
        Matcher matcher = PLACE.matcher(place);
        if (!matcher.matches()) {
            return new Origin(place, 0);
        }
        boolean hasLines = isFile(new Origin(matcher.group(1), 0));
        return new Origin(matcher.group(1), hasLines ? Integer.parseInt(matcher.group(2)) : 0);
    }

    private static boolean isFile(Origin origin) {
        return !origin.file().equals(Origin.COMMAND_LINE.file())
                && !origin.file().equals(Origin.ENVIRONMENT.file());
    }
}
