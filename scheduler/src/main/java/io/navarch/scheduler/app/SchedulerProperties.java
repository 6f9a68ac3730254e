package io.navarch.scheduler.app;

import io.navarch.scheduler.Profile;
import io.navarch.scheduler.plugin.Plugins;
import io.navarch.scheduler.plugin.ScoringStrategy;
import io.navarch.scheduler.plugin.SpreadDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a scheduler is set up; profiles are KubeSchedulerConfiguration's in short.
 *
 * @param apiServers "host:port" of the API servers' gRPC
 * @param identityFolder where {@code scheduler.crt}, {@code scheduler.key} and {@code ca.crt} are
 * @param healthAddress where /livez, /readyz and /metrics answer
 * @param leaderElect whether several schedulers share the work by taking turns
 * @param seed of the choice among equally good nodes; absent: a different one each time
 */
@ConfigurationProperties(prefix = "navarch.scheduler", ignoreUnknownFields = false)
record SchedulerProperties(
        @DefaultValue("127.0.0.1:6444") List<String> apiServers,
        Path identityFolder,
        @DefaultValue("127.0.0.1") String healthAddress,
        @DefaultValue("10259") int healthPort,
        @DefaultValue("true") boolean leaderElect,
        @Nullable Long seed,
        @DefaultValue List<ProfileProperties> profiles) {

    record ProfileProperties(
            @DefaultValue("default-scheduler") String schedulerName,
            @DefaultValue("0") int percentageOfNodesToScore,
            @DefaultValue Set<String> disabledPlugins,
            @DefaultValue Map<String, Integer> scoreWeights,
            ScoringStrategy.@Nullable Type scoringStrategy,
            @DefaultValue Map<String, Integer> scoringResources,
            @DefaultValue List<ScoringStrategy.Point> scoringShape,
            @Nullable List<SpreadDefault> spreadDefaults) {

        Profile profile() {
            ScoringStrategy usual = ScoringStrategy.LEAST_ALLOCATED;
            return new Profile(
                    schedulerName,
                    new Plugins.Settings(
                            disabledPlugins,
                            scoreWeights,
                            new ScoringStrategy(
                                    scoringStrategy == null ? usual.type() : scoringStrategy,
                                    scoringResources.isEmpty() ? usual.resources() : scoringResources,
                                    scoringShape),
                            spreadDefaults == null ? SpreadDefault.SYSTEM : spreadDefaults),
                    percentageOfNodesToScore);
        }
    }

    List<Profile> usedProfiles() {
        return profiles.isEmpty()
                ? List.of(Profile.USUAL)
                : profiles.stream().map(ProfileProperties::profile).toList();
    }
}
