//! Misbehaviour on demand.
