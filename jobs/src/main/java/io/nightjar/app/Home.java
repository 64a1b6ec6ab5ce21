package io.nightjar.app;

import io.nightjar.config.Settings;
import io.nightjar.store.Places;
import io.nightjar.store.RunFolder;
import io.nightjar.store.RunLock;
import java.time.Clock;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The folder of one shop: work area, lists, pages, and by default the warehouse. */
final class Home {
    private final Settings settings;
    private final Configuration hadoop;
    private final Places places;
    private final Path root;

    Home(Settings settings) {
        this.settings = settings;
        this.hadoop = new Configuration();
        settings.spark().revealed().forEach((name, value) -> {
            if (name.startsWith("spark.hadoop.")) {
                hadoop.set(name.substring("spark.hadoop.".length()), value);
            }
        });
        this.places = new Places(hadoop);
        Path home = new Path(settings.home());
        this.root = places.fileSystem(home).makeQualified(home);
    }

    Configuration hadoop() {
        return hadoop;
    }

    Places places() {
        return places;
    }

    Path root() {
        return root;
    }

    Path work() {
        return new Path(root, "work");
    }

    Path tables() {
        return new Path(work(), "tables");
    }

    /** Where Spark cuts long lineages; of use only while a night runs. */
    Path checkpoints() {
        return new Path(work(), "checkpoints");
    }

    Path lists() {
        return new Path(root, settings.delivery().directory());
    }

    Path pages() {
        return new Path(root, "report");
    }

    RunFolder runs() {
        return new RunFolder(places, work());
    }

    RunLock lock() {
        return RunLock.take(places, lockFolder(), heartbeat(), stale(), Clock.systemUTC());
    }

    boolean isAlive(long epoch) {
        return RunLock.isAlive(places, lockFolder(), epoch, stale(), Clock.systemUTC());
    }

    private Path lockFolder() {
        return new Path(work(), "lock");
    }

    private Duration heartbeat() {
        return Duration.ofSeconds(settings.run().heartbeatSeconds());
    }

    private Duration stale() {
        return Duration.ofSeconds(settings.run().staleLockSeconds());
    }
}
