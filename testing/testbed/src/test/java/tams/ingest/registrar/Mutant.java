package tams.ingest.registrar;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import tams.ingest.client.Registration;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.SegmentPlanned;

/** Registrars that are wrong in a way that each has its victims: a simulation that does not find them proves nothing. */
enum Mutant implements Variation {

    /** Takes 200 as success, which is a list of what failed; and does not read back, which would find it out. */
    TAKES_200_FOR_SUCCESS {
        @Override
        public TamsStore store(TamsStore store) {
            return registering(store);
        }

        @Override
        public boolean readsBack(boolean chosen) {
            return false;
        }
    },

    /** Takes a registration whose outcome is unknown as done, instead of looking. */
    TAKES_UNKNOWN_FOR_SUCCESS {
        @Override
        public Actions actions(Actions actions) {
            return asked -> {
                List<RegistrationEvent> events = new ArrayList<>(actions.perform(asked));
                events.replaceAll(event -> event instanceof RegistrationEvent.Failed failed
                                && failed.trouble().step() == StoreStep.REGISTER
                                && failed.trouble().reaction() == Reaction.LOOK
                        ? new RegistrationEvent.Registered()
                        : event);
                return events;
            };
        }

        @Override
        public boolean readsBack(boolean chosen) {
            return false;
        }
    },

    /** Takes a registration whose outcome is unknown as failed, whatever is there, and so comes to another object id. */
    TAKES_UNKNOWN_FOR_FAILURE {
        @Override
        public Actions actions(Actions actions) {
            Map<UUID, List<SegmentPlanned.Segment>> sent = new HashMap<>();
            return asked -> {
                List<RegistrationEvent> events = new ArrayList<>(actions.perform(asked));
                for (int index = 0; index < events.size(); index++) {
                    Asked one = asked.get(index);
                    if (one.action() instanceof RegistrationEffect.Register register) {
                        sent.put(one.plan().job(), register.segments());
                    }
                    List<SegmentPlanned.Segment> segments = sent.get(one.plan().job());
                    if (one.action() instanceof RegistrationEffect.Look && segments != null) {
                        events.set(index, new RegistrationEvent.Seen(new RegistrationEvent.Sighting.Missing(segments)));
                    }
                }
                return events;
            };
        }

        @Override
        public boolean readsBack(boolean chosen) {
            return false;
        }
    },

    /** Names the object anew whenever a plan is tried again. */
    NAMES_ANEW {
        @Override
        public SegmentPlanned plan(SegmentPlanned plan, Random random) {
            return SimPlans.named(plan, new UUID(plan.job().getMostSignificantBits(), random.nextLong()));
        }
    },

    /** Takes up records of transactions that were aborted. */
    READS_UNCOMMITTED {
        @Override
        public boolean readsUncommitted() {
            return true;
        }
    };

    private static TamsStore registering(TamsStore store) {
        return (TamsStore) Proxy.newProxyInstance(
                TamsStore.class.getClassLoader(), new Class<?>[] {TamsStore.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(store, arguments);
                        return answer instanceof Registration ? new Registration(List.of(), 201) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
