//! The helpers that templates call.

use std::sync::Arc;

use handlebars::{Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, RenderErrorReason, ScopedJson};
use jiff::tz::TimeZone;
use serde_json::Value;

use super::format;
use super::locales::{Argument, Locale};
use crate::platform::clock::Timestamp;

/// Gives a registry the helpers of a language.
pub(super) fn register(registry: &mut Handlebars<'static>, locale: &Arc<Locale>) {
    registry.register_helper("t", Box::new(Message(Arc::clone(locale))));
    registry.register_helper("date", Box::new(Instant(Arc::clone(locale), Written::Date)));
    registry.register_helper("datetime", Box::new(Instant(Arc::clone(locale), Written::DateAndTime)));
}

fn failed(reason: impl ToString) -> RenderError {
    RenderErrorReason::Other(reason.to_string()).into()
}

/// `{{t "key" name=value}}`; several words make one key: `{{t "relation-" relation}}`.
struct Message(Arc<Locale>);

impl HelperDef for Message {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let key: String = helper.params().iter().map(|part| plain(part.value())).collect();
        let arguments: Vec<(&str, Argument)> = helper
            .hash()
            .iter()
            .map(|(name, value)| {
                let argument = value.value().as_i64().map_or_else(|| Argument::Text(plain(value.value())), Argument::Number);
                (*name, argument)
            })
            .collect();
        let said = self.0.say(&key, &arguments).map_err(failed)?;
        Ok(ScopedJson::Derived(Value::String(said)))
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

enum Written {
    Date,
    DateAndTime,
}

/// `{{date at}}` in UTC, `{{date at zone}}`, `{{datetime at zone}}`; `at` is a [`Timestamp`].
struct Instant(Arc<Locale>, Written);

impl HelperDef for Instant {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let at = helper.param(0).and_then(|value| value.value().as_i64()).ok_or_else(|| failed("date: no instant"))?;
        let zone = match helper.param(1).and_then(|value| value.value().as_str()) {
            Some(name) => TimeZone::get(name).map_err(failed)?,
            None => TimeZone::UTC,
        };
        let date = format::date(Timestamp(at), &zone, self.0.language);
        let written = match self.1 {
            Written::Date => date,
            Written::DateAndTime => {
                let time = format::clock_time(Timestamp(at), &zone);
                self.0.say("date-and-time", &[("date", date.into()), ("time", time.into())]).map_err(failed)?
            }
        };
        Ok(ScopedJson::Derived(Value::String(written)))
    }
}
