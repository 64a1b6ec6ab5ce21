package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The manual and the records tell the same story. */
final class ManualTest {
    @Test
    void everyKeyOfTheManualIsReadAndEveryKeyReadIsInTheManual() {
        Set<String> written = new TreeSet<>();
        leaves("", HoconFiles.parseResource(SettingsLoader.MANUAL).resolve().root(), written);

        Settings settings = new SettingsLoader(Map.of()).load(List.of(), Map.of(), Map.of());

        assertThat(settings.effective().stream().map(EffectiveSetting::key)).containsExactlyElementsOf(written);
    }

    @Test
    void everyKeyOfTheManualHasAComment() {
        ConfigObject manual = HoconFiles.parseResource(SettingsLoader.MANUAL).root();
        List<String> bare = manual.entrySet().stream()
                .filter(entry -> entry.getValue().origin().comments().isEmpty())
                .map(Map.Entry::getKey)
                .toList();

        assertThat(bare).isEmpty();
    }

    /** An empty section such as {@code spark} has no keys of its own. */
    private static void leaves(String prefix, ConfigObject object, Set<String> into) {
        for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
            String key = prefix + entry.getKey();
            if (entry.getValue() instanceof ConfigObject section) {
                leaves(key + ".", section, into);
            } else {
                into.add(key);
            }
        }
    }
}
