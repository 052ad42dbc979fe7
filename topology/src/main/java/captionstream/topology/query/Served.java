package captionstream.topology.query;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What a server serves of the instance behind it.
 *
 * @param applicationId whose questions other instances may hand on
 * @param live whether the instance has not given up
 * @param ready whether it processes records
 * @param metrics Prometheus' text
 */
public record Served(
        String applicationId,
        Placement placement,
        LocalPartitions local,
        BooleanSupplier live,
        BooleanSupplier ready,
        Supplier<String> metrics) {}
