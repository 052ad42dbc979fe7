package captionstream.worker.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The meters of one worker, served as Prometheus text. Safe for many threads. */
public final class WorkerMetrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Meter, AtomicLong> gauges = new EnumMap<>(Meter.class);

    public WorkerMetrics() {
        for (Meter meter : Meter.values()) {
            if (meter.kind() == Meter.Kind.GAUGE) {
                gauges.put(meter, gauge(meter));
            } else if (meter.tag() == null) {
                show(meter);
            }
        }
    }

    private AtomicLong gauge(Meter meter) {
        AtomicLong value = new AtomicLong();
        Gauge.builder(meter.meterName(), value, AtomicLong::get)
                .description(meter.meaning())
                .strongReference(true)
                .register(registry);
        return value;
    }

    /** So that a meter stands at 0 before its first event. */
    private void show(Meter meter) {
        switch (meter.kind()) {
            case COUNTER -> counter(meter, null);
            case SUMMARY -> summary(meter);
            default -> timer(meter, null);
        }
    }

    public void count(Meter meter, long amount) {
        counter(meter, null).increment(amount);
    }

    public void count(Meter meter, String tagValue) {
        counter(meter, tagValue).increment();
    }

    public void observe(Meter meter, double amount) {
        summary(meter).record(amount);
    }

    public void time(Meter meter, Duration duration) {
        timer(meter, null).record(duration);
    }

    public void time(Meter meter, String tagValue, Duration duration) {
        timer(meter, tagValue).record(duration);
    }

    public void set(Meter meter, long value) {
        AtomicLong gauge = gauges.get(meter);
        if (gauge == null) {
            throw new IllegalArgumentException(meter + " is no gauge");
        }
        gauge.set(value);
    }

    /** Everything, in Prometheus' text format. */
    public String prometheusText() {
        return registry.scrape();
    }

    private Counter counter(Meter meter, @Nullable String tagValue) {
        return Counter.builder(meter.meterName())
                .description(meter.meaning())
                .tags(tags(meter, tagValue))
                .register(registry);
    }

    private DistributionSummary summary(Meter meter) {
        return DistributionSummary.builder(meter.meterName())
                .description(meter.meaning())
                .register(registry);
    }

    private Timer timer(Meter meter, @Nullable String tagValue) {
        return Timer.builder(meter.meterName())
                .description(meter.meaning())
                .tags(tags(meter, tagValue))
                .register(registry);
    }

    private static Tags tags(Meter meter, @Nullable String tagValue) {
        if ((meter.tag() == null) != (tagValue == null)) {
            throw new IllegalArgumentException(meter + " takes " + (meter.tag() == null ? "no tag" : "a tag"));
        }
        return tagValue == null ? Tags.empty() : Tags.of(meter.tag(), tagValue);
    }
}
