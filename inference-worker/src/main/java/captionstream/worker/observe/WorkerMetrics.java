package captionstream.worker.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The meters of one worker, served as Prometheus text. Safe for many threads. */
public final class WorkerMetrics {
    /** Of the buckets that quantiles of times are read from. */
    private static final Duration[] BOUNDARIES = {
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Meter, AtomicLong> gauges = new EnumMap<>(Meter.class);
    private final Rate images;
    private final Rate tokens;

    public WorkerMetrics() {
        this(System::nanoTime);
    }

    /** @param nanoClock as {@link System#nanoTime} */
    WorkerMetrics(LongSupplier nanoClock) {
        images = new Rate(nanoClock);
        tokens = new Rate(nanoClock);
        new JvmMemoryMetrics().bindTo(registry);
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
        count(meter, tagValue, 1);
    }

    public void count(Meter meter, String tagValue, long amount) {
        counter(meter, tagValue).increment(amount);
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

    public void published(long imageCount, long tokenCount) {
        count(Meter.IMAGES, imageCount);
        count(Meter.TOKENS, tokenCount);
        images.add(imageCount);
        tokens.add(tokenCount);
    }

    /** @param lag of the image that was published last */
    public WorkerStatus status(Duration lag) {
        return new WorkerStatus(
                total(Meter.IMAGES),
                total(Meter.CAPTIONS),
                total(Meter.DEAD_LETTERS),
                images.perSecond(),
                tokens.perSecond(),
                value(Meter.WAITING),
                value(Meter.WAITING_LOADED),
                value(Meter.MODEL_BUSY) > 0,
                lag.toMillis() / 1e3);
    }

    private long total(Meter counter) {
        return (long) registry.find(counter.meterName()).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private long value(Meter gauge) {
        return Objects.requireNonNull(gauges.get(gauge)).get();
    }

    /** Everything, in Prometheus' text format. */
    public String prometheusText() {
        set(Meter.TOKENS_PER_SECOND, Math.round(tokens.perSecond()));
        set(Meter.MEMORY_RESIDENT, ResidentMemory.bytes());
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
                .serviceLevelObjectives(BOUNDARIES)
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
