package io.nightjar.config;

import java.util.List;

/**
 * Which purposes there are, and by which channels.
 *
 * @param marketing channels of offers, which need an opt-in
 * @param advertising channels of audiences on platforms, which need an opt-in
 * @param service channels of messages about what somebody bought or asked, which the contract allows
 */
public record ConsentSettings(List<Channel> marketing, List<Channel> advertising, List<Channel> service) {
    public ConsentSettings {
        marketing = List.copyOf(marketing);
        advertising = List.copyOf(advertising);
        service = List.copyOf(service);
    }
}
