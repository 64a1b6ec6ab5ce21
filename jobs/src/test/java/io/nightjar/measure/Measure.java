package io.nightjar.measure;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code scripts/measure FIGURE}: prints one of the figures we claim, measured now and here. */
@Command(
        name = "measure",
        mixinStandardHelpOptions = true,
        description = "Measures one figure on this machine and prints a small table.",
        synopsisSubcommandLabel = "FIGURE",
        subcommands = {
            MeasureNight.class,
            MeasureCores.class,
            MeasureOnlineRetail.class,
            MeasureNextBasket.class,
            MeasureFactorisation.class,
            MeasureOneOfHundred.class,
            MeasureTastes.class,
            MeasureProductsAtScale.class,
            MeasureSimulator.class,
            MeasureShopIdentity.class,
            MeasureCarts.class,
            MeasureIdentityNights.class,
            MeasureCluster.class,
            MeasureHdfs.class,
            MeasureKill.class,
            MeasureIdentity.class,
            MeasureIdentitySpeed.class,
            MeasureLists.class,
            MeasureDialects.class,
            MeasurePostgres.class,
            MeasureErasure.class,
            MeasureValue.class,
            MeasurePropensity.class,
            MeasureChurn.class,
            MeasureBoosting.class,
            MeasureUplift.class,
            MeasureUpliftKinds.class,
            MeasureProfile.class,
            MeasureProfileSpeed.class,
            MeasureClocks.class,
            MeasureSentiment.class,
            MeasurePlan.class,
            MeasureReceipts.class
        })
public final class Measure {
    private Measure() {}

    public static void main(String[] args) {
        org.apache.logging.log4j.core.config.Configurator.setRootLevel(org.apache.logging.log4j.Level.ERROR);
        System.exit(new CommandLine(new Measure()).execute(args));
    }
}
