package captionstream.topology.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param allocation model and version of what they were chosen by; null where nothing was chosen */
public record ChosenPrompts(List<String> prompts, @Nullable String allocation) {}
