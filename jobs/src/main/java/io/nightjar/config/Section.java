package io.nightjar.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Optional;

/**
 * A part of the settings being read into one record.
 *
 * @param path dotted key of the section, empty at the top
 * @param values what holds: files over defaults
 * @param defaults the manual's part, used to go on reading after a mistake
 * @param origin where the section begins
 */
record Section(String path, ConfigObject values, ConfigObject defaults, Origin origin) {
    static final ConfigObject EMPTY = ConfigFactory.empty().root();

    String key(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    Optional<ConfigValue> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Origin originOf(String name) {
        return value(name).map(value -> Origins.of(value.origin())).orElse(origin);
    }

    /** The section below this one; the manual's when something else than a section was written there. */
    Section child(String name) {
        ConfigObject usual = object(defaults, name, EMPTY);
        return new Section(key(name), object(values, name, usual), usual, originOf(name));
    }

    private static ConfigObject object(ConfigObject parent, String name, ConfigObject otherwise) {
        return parent.get(name) instanceof ConfigObject object ? object.withFallback(otherwise) : otherwise;
    }
}
