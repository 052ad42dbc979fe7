package captionstream.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every option that takes a value can be given in the environment: {@code --image-root} as
 * {@code CAPTIONSTREAM_IMAGE_ROOT}, and {@code --out} of {@code models pull}, since other commands have an {@code --out}
 * of another meaning, as {@code CAPTIONSTREAM_MODELS_PULL_OUT}. Flags on the command line win; empty variables count as
 * unset.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {
    private static final Set<String> OF_DIFFERENT_MEANINGS = Set.of(
            "--csv",
            "--from",
            "--image",
            "--images",
            "--limit",
            "--out",
            "--patience",
            "--prefix-length",
            "--prompt",
            "--seed",
            "--threads");

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.arity().max() == 0) {
            return null;
        }
        String value = environment.get(variable(option));
        return value == null || value.isBlank() ? null : value;
    }

    static String variable(OptionSpec option) {
        String name = option.longestName();
        String command = OF_DIFFERENT_MEANINGS.contains(name) ? option.command().qualifiedName("_") : "captionstream";
        return (command + name.replaceFirst("^-", "")).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
