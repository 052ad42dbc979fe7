package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Weights in several safetensors files, and an index whose {@code weight_map} says which tensor is in which. */
final class ShardedSafetensors implements WeightFile {
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*\\.safetensors");

    private final Path index;
    private final SortedMap<String, Safetensors> shards;
    private final Map<String, Safetensors> homes = new LinkedHashMap<>();

    private ShardedSafetensors(Path index, Map<String, String> weightMap, SortedMap<String, Safetensors> shards) {
        this.index = index;
        this.shards = shards;
        shards.forEach((name, shard) -> shard.tensors().forEach(tensor -> settle(tensor, name, shard, weightMap)));
        weightMap.forEach((tensor, name) -> {
            if (!homes.containsKey(tensor)) {
                throw broken("tensor " + tensor + " is not in " + name + ", where the index has it");
            }
        });
    }

    static ShardedSafetensors open(Path index) {
        Map<String, String> weightMap = weightMap(index);
        SortedMap<String, Safetensors> shards = new TreeMap<>();
        for (String name : weightMap.values()) {
            shards.computeIfAbsent(name, n -> Safetensors.open(index.resolveSibling(n)));
        }
        return new ShardedSafetensors(index, weightMap, shards);
    }

    static Set<String> shardsOf(Path index) {
        return new TreeSet<>(weightMap(index).values());
    }

    @Override
    public List<Path> files() {
        List<Path> files = new ArrayList<>(List.of(index));
        shards.keySet().forEach(name -> files.add(index.resolveSibling(name)));
        return files;
    }

    @Override
    public List<String> floatTensors() {
        return shards.values().stream()
                .flatMap(shard -> shard.floatTensors().stream())
                .toList();
    }

    @Override
    public Map<String, String> otherTensors() {
        Map<String, String> others = new LinkedHashMap<>();
        shards.values().forEach(shard -> others.putAll(shard.otherTensors()));
        return others;
    }

    @Override
    public Shape shape(String name) {
        return home(name).shape(name);
    }

    @Override
    public NDArray read(String name, NDManager manager) {
        return home(name).read(name, manager);
    }

    private void settle(String tensor, String name, Safetensors shard, Map<String, String> weightMap) {
        if (homes.put(tensor, shard) != null) {
            throw broken("tensor " + tensor + " is in two shards, one of them " + name);
        }
        if (!name.equals(weightMap.get(tensor))) {
            throw broken("tensor " + tensor + " is in " + name + ", where the index does not have it");
        }
    }

    private Safetensors home(String name) {
        Safetensors home = homes.get(name);
        if (home == null) {
            throw broken("tensor " + name + " is missing");
        }
        return home;
    }

    private static Map<String, String> weightMap(Path index) {
        JsonNode entries = JsonFile.read(index, MAX_INDEX).path("weight_map");
        Map<String, String> weightMap = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : entries.properties()) {
            String name = entry.getValue().asText();
            if (!FILE_NAME.matcher(name).matches()) {
                throw new ModelFileException(
                        index.toString(),
                        "tensor " + entry.getKey() + " is in " + entry.getValue()
                                + ", which is no safetensors file beside the index");
            }
            weightMap.put(entry.getKey(), name);
        }
        if (weightMap.isEmpty()) {
            throw new ModelFileException(index.toString(), "has no weight_map");
        }
        return weightMap;
    }

    private ModelFileException broken(String problem) {
        return new ModelFileException(index.toString(), problem);
    }
}
