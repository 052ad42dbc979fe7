package captionstream.cli.kafka;

import captionstream.worker.DeliveryMode;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which group the workers form, and what they promise. */
public final class WorkerGroupOptions {
    @Option(
            names = "--delivery",
            paramLabel = "exactly-once|share",
            description =
                    "What workers promise: each outcome once, with as much work in parallel as there are partitions;"
                            + " or at least once, any number of workers sharing all requests (default: ${DEFAULT-VALUE}).",
            defaultValue = "exactly-once",
            converter = ByName.class)
    private DeliveryMode delivery = DeliveryMode.EXACTLY_ONCE;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "Group of all workers (default: captionstream-worker, or captionstream-worker-share).")
    private @Nullable String group;

    public DeliveryMode delivery() {
        return delivery;
    }

    public String group() {
        return group == null ? delivery.defaultGroup() : group;
    }

    private static final class ByName implements ITypeConverter<DeliveryMode> {
        @Override
        public DeliveryMode convert(String name) {
            return Arrays.stream(DeliveryMode.values())
                    .filter(mode -> name(mode).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + name + "' is neither exactly-once nor share"));
        }

        private static String name(DeliveryMode mode) {
            return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
