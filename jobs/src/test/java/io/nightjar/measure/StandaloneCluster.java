package io.nightjar.measure;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Spark's own Master and Workers of one core each, as processes of this machine. */
public final class StandaloneCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** What the small lib holds, and what only tests need: a cluster has neither. */
    private static final List<String> NOT_SPARK = List.of(
            "iceberg-",
            "sqlite-jdbc-",
            "config-1",
            "picocli-",
            "fastcsv-",
            "junit-",
            "assertj-",
            "archunit",
            "opentest4j",
            "apiguardian",
            "byte-buddy",
            "hadoop-client-minicluster",
            "duckdb",
            "surefire");

    private static final List<String> LIB = NOT_SPARK.subList(0, 5);

    private final Path folder;
    private final Path sparkHome;
    private final int port;
    private final List<Child> workers = new ArrayList<>();
    private Child master;

    private StandaloneCluster(Path folder, Path sparkHome, int port) {
        this.folder = folder;
        this.sparkHome = sparkHome;
        this.port = port;
    }

    /**
     * Starts a Master and Workers, and waits until they know each other.
     *
     * @param sparkHome has Spark's jars in {@code jars}
     * @param memory that a Worker gives away
     */
    public static StandaloneCluster start(Path folder, Path sparkHome, int workers, String memory) throws IOException {
        StandaloneCluster cluster = new StandaloneCluster(folder, sparkHome, freePort());
        cluster.master = cluster.daemon(
                "master",
                List.of(
                        "org.apache.spark.deploy.master.Master",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        String.valueOf(cluster.port),
                        "--webui-port",
                        "0"));
        for (int i = 1; i <= workers; i++) {
            cluster.workers.add(cluster.daemon(
                    "worker-" + i,
                    List.of(
                            "org.apache.spark.deploy.worker.Worker",
                            "--host",
                            "127.0.0.1",
                            "--webui-port",
                            "0",
                            "--cores",
                            "1",
                            "--memory",
                            memory,
                            "--work-dir",
                            folder.resolve("work-" + i).toString(),
                            cluster.url())));
        }
        for (Child worker : cluster.workers) {
            if (!worker.awaitOutput("Successfully registered with master", PATIENCE)) {
                cluster.close();
                throw new IllegalStateException("The Spark cluster did not start:\n" + worker.output());
            }
        }
        return cluster;
    }

    /** A Spark installation made of the jars on this JVM's class path. */
    public static Path layOutSpark(Path folder) throws IOException {
        Path jars = Files.createDirectories(folder.resolve("jars"));
        for (String jar : classPath(List.of())) {
            if (NOT_SPARK.stream().noneMatch(Path.of(jar).getFileName().toString()::startsWith)) {
                Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
            }
        }
        return folder;
    }

    public String url() {
        return "spark://127.0.0.1:" + port;
    }

    /** A program that hands a command to Spark, as {@code spark-submit} in client mode does. */
    public Child submit(
            Path jar, List<String> options, List<String> command, Map<String, String> environment, Path workingFolder)
            throws IOException {
        List<String> all =
                Child.java("1g", sparkHome + "/jars/*", List.of("-Dnightjar.log.file=" + folder.resolve("driver.log")));
        all.addAll(List.of(
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                url(),
                "--class",
                "io.nightjar.app.Main",
                "--jars",
                String.join(",", classPath(LIB))));
        all.addAll(options);
        all.add(jar.toString());
        all.addAll(command);
        return Child.start(all, environment, workingFolder, Files.createTempFile(folder, "driver", ".out"));
    }

    /** The machine with one Worker and its executors goes away. */
    public void killOneWorker() {
        workers.remove(0).close();
    }

    @Override
    public void close() {
        workers.forEach(Child::close);
        if (master != null) {
            master.close();
        }
    }

    private Child daemon(String name, List<String> command) {
        List<String> all = Child.java("256m", sparkHome + "/jars/*", List.of());
        all.addAll(command);
        Map<String, String> environment = Map.of(
                "SPARK_HOME", sparkHome.toString(), "SPARK_SCALA_VERSION", "2.13", "SPARK_LOCAL_IP", "127.0.0.1");
        return Child.start(all, environment, folder, folder.resolve(name + ".out"));
    }

    /** Jars of this JVM's class path whose names begin so; all of them if no beginning is given. */
    private static List<String> classPath(List<String> beginnings) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> beginnings.isEmpty()
                        || beginnings.stream()
                                .anyMatch(Path.of(entry).getFileName().toString()::startsWith))
                .toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
