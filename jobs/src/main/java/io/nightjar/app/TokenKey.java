package io.nightjar.app;

import io.nightjar.config.Settings;
import io.nightjar.store.Places;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The key that tokens of contact data are made with: the configured one, or one made on the first night and kept in the
 * work area, readable by its owner only.
 */
final class TokenKey {
    private static final int BYTES = 32;

    private final Home home;
    private final Settings settings;

    TokenKey(Home home, Settings settings) {
        this.home = home;
        this.settings = settings;
    }

    byte[] bytes() {
        return settings.privacy()
                .key()
                .map(secret -> secret.revealed().getBytes(StandardCharsets.UTF_8))
                .orElseGet(this::kept);
    }

    private byte[] kept() {
        Places places = home.places();
        Path file = new Path(new Path(home.work(), "keys"), "token.key");
        return places.read(file).orElseGet(() -> {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            byte[] key = HexFormat.of().formatHex(random).getBytes(StandardCharsets.UTF_8);
            places.create(file, key);
            try {
                places.fileSystem(file).setPermission(file, new FsPermission((short) 0600));
            } catch (IOException e) {
                throw new io.nightjar.store.StoreException("Cannot protect " + file, e);
            }
            return places.read(file).orElse(key);
        });
    }
}
