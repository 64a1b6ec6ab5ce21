package io.nightjar.measure;

import org.apache.spark.sql.SparkSession;

/** Publishes one night after the other to PostgreSQL until it is killed, and says how far it is. */
final class PublishForever {
    private PublishForever() {}

    /** @param args URL of the database, number of the first run */
    public static void main(String[] args) {
        SparkSession spark = Bench.spark(4);
        spark.range(1).count();
        System.out.println("begins");
        for (int run = Integer.parseInt(args[1]); ; run++) {
            MeasurePostgres.publish(spark, args[0], run);
            System.out.println("flipped " + run);
        }
    }
}
